using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Sandbox.Compose;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Compose;

public sealed class ServiceSecretsTests : IDisposable
{
    private static readonly string[] Folders = ["owner", "api", "anchorer", "worker", "indexer", "auditor"];

    private readonly ThrowawayFolder _root = ThrowawayFolder.Create();

    public ServiceSecretsTests()
    {
        foreach (var folder in Folders)
        {
            Directory.CreateDirectory(Path.Combine(_root.Path, folder));
        }
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Each_process_gets_a_password_of_its_own_and_its_keys_under_a_passphrase()
    {
        var secrets = new ServiceSecrets(_root.Path);

        secrets.Ensure();

        Folders.Select(folder => Read(folder, "password")).Distinct().Count().ShouldBe(Folders.Length);
        foreach (var (folder, name) in new[] { ServiceSecrets.Receipt, ServiceSecrets.Anchorer, ServiceSecrets.Payout })
        {
            var key = KeyStore.Decrypt(Read(folder, name), Read(folder, "passphrase"));
            secrets.AddressOf((folder, name)).ShouldBe(key.Address);
        }
        Read("api", "session").ShouldStartWith("-----BEGIN PRIVATE KEY-----");
        Read("api", "passphrase").ShouldNotBe(Read("anchorer", "passphrase"));
    }

    [Fact]
    public void What_is_there_is_kept_and_what_was_half_written_is_made_anew()
    {
        var secrets = new ServiceSecrets(_root.Path);
        secrets.Ensure();
        var (password, anchorer) = (Read("api", "password"), secrets.AddressOf(ServiceSecrets.Anchorer));
        File.Delete(PathOf("worker", "password"));
        File.WriteAllText(PathOf("worker", "password.new"), "half");

        secrets.Ensure().ShouldBe([PathOf("worker", "password")]);

        Read("api", "password").ShouldBe(password);
        secrets.AddressOf(ServiceSecrets.Anchorer).ShouldBe(anchorer);
        Read("worker", "password").Length.ShouldBe(64);
    }

    [Fact]
    public void The_settings_name_another_key_by_its_file_or_its_address()
    {
        var secrets = new ServiceSecrets(_root.Path);
        secrets.Ensure();
        var next = PrivateKey.Generate();
        SecretFile.Write(PathOf("anchorer", "next"), KeyStore.Encrypt(next, Read("anchorer", "passphrase")));
        var elsewhere = PrivateKey.Generate().Address;

        var keys = new ServiceKeys(
            secrets,
            name =>
                name switch
                {
                    "Keys__Anchorer" => PathOf("anchorer", "next"),
                    "Keys__Payout" => elsewhere.ToString(),
                    _ => null,
                }
        );

        keys.Anchorer.ShouldBe(next.Address);
        keys.Payout.ShouldBe(elsewhere);
        keys.Receipt.ShouldBe(secrets.AddressOf(ServiceSecrets.Receipt));
    }

    private string Read(string folder, string name) => SecretFile.Read(PathOf(folder, name));

    private string PathOf(string folder, string name) => Path.Combine(_root.Path, folder, name);
}
