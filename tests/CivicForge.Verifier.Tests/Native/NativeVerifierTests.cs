using System.Security.Cryptography;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;
using CivicForge.Verifier.Command;
using CivicForge.Verifier.Tests.Chain;
using Ended = CivicForge.Verifier.Tests.Native.NativeVerifier.Ended;

namespace CivicForge.Verifier.Tests.Native;

/// <summary>The native file says what the command says, byte by byte. Explicit, because it takes a compiler and a
/// minute: part <c>native</c> of <c>./civicforge test</c>.</summary>
[Trait("Needs", "Compiler")]
public sealed class NativeVerifierTests(NativeVerifier native) : IClassFixture<NativeVerifier>
{
    private const long MostBytes = 8_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Of_every_file_of_the_shared_set_it_says_what_the_command_says()
    {
        var files = ProofFileSetTests.Files().Select(row => row.Data).ToList();

        files.Count.ShouldBeGreaterThan(90);
        foreach (var file in files)
        {
            var path = Path.Combine(Vectors.Folder, file);
            await BothSayTheSameAsync(path, "--offline", "--registry", Vectors.Registry);
            await BothSayTheSameAsync(path, "--offline", "--registry", Vectors.Registry, "--json");
        }
    }

    [Theory(Explicit = true)]
    [InlineData("no-such-file.json")]
    [InlineData("a.json", "b.json")]
    [InlineData("a.json", "--bogus")]
    [InlineData("a.json", "--registry", "31337:0x5FbDB2315678afecb367f032d93F642f64180aa4")]
    [InlineData("a.json", "--rpc", "file:///etc/passwd")]
    [InlineData("http://127.0.0.1:1/proof.json")]
    public Task Of_bad_arguments_it_says_what_the_command_says(params string[] arguments) =>
        BothSayTheSameAsync(arguments);

    [Fact(Explicit = true)]
    public async Task Against_a_real_node_a_final_proof_is_valid()
    {
        await using var chain = await RegistryChain.StartAsync();
        await chain.AnchorAsync(1, Reading.ProofReader.Read(Vectors.Bytes("valid.json")).Path.Root);
        await chain.MineAsync();

        var said = await BothSayTheSameAsync(
            Path.Combine(Vectors.Folder, "valid.json"),
            "--rpc",
            chain.Url.ToString(),
            "--registry",
            Vectors.Registry
        );

        said.Code.ShouldBe(0, said.Output);
        said.Output.ShouldContain("VALID");
    }

    [Fact(Explicit = true)]
    public async Task It_fetches_over_TLS_and_refuses_a_certificate_that_nobody_trusts()
    {
        await using var server = new TlsFileServer(Vectors.Bytes("valid.json"));
        string[] arguments = [$"https://localhost:{server.Port}/proof", "--offline", "--registry", Vectors.Registry];

        (await BothSayTheSameAsync(arguments)).Errors.ShouldContain("SSL");

        var pem = Path.Combine(NativeVerifier.Folder, "trusted.pem");
        await File.WriteAllTextAsync(pem, server.Certificate, Token);
        var trusted = await NativeVerifier.RunAsync(
            new(native.File, arguments) { Environment = new Dictionary<string, string?> { ["SSL_CERT_FILE"] = pem } },
            TimeSpan.FromMinutes(1)
        );
        trusted.Code.ShouldBe(0, trusted.Errors + trusted.Output);
    }

    [Fact(Explicit = true)]
    public async Task It_is_small_and_its_SHA_256_is_written_down()
    {
        new FileInfo(native.File).Length.ShouldBeLessThanOrEqualTo(MostBytes);
        (await File.ReadAllTextAsync(Path.Combine(NativeVerifier.Folder, "SHA256SUMS"), Token)).ShouldBe(
            $"{await HashAsync(native.File)}  {Path.GetFileName(native.File)}\n"
        );
        (await File.ReadAllLinesAsync(native.File + ".buildinfo", Token))
            .Select(line => line.Split(':')[0])
            .ShouldBe(["source", "sdk", "native runtime", "compiler", "linker", "system"]);
    }

    [Fact(Explicit = true)]
    [Trait("Tier", "Long")]
    public async Task The_same_sources_in_another_folder_make_the_same_bytes()
    {
        var elsewhere = Path.Combine(NativeVerifier.Folder + "-again", "a", "deeper", "folder");
        SourceCopy.To(elsewhere);

        var again = await NativeVerifier.PublishAsync(elsewhere, Path.Combine(elsewhere, "out"));

        (await HashAsync(again)).ShouldBe(await HashAsync(native.File));
        Directory.Delete(NativeVerifier.Folder + "-again", recursive: true);
    }

    private static async Task<string> HashAsync(string file) =>
        Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, Token)));

    private async Task<Ended> BothSayTheSameAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await VerifyCommand.RunAsync(arguments, output, errors, Token);

        var said = await native.RunAsync(arguments);

        said.ShouldBe(new(code, Lines(output), Lines(errors)), string.Join(' ', arguments));
        return said;
    }

    private static string Lines(StringWriter text) => text.ToString().ReplaceLineEndings("\n").TrimEnd('\n');
}
