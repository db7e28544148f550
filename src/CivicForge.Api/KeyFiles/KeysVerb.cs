using System.CommandLine;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Hosting;

namespace CivicForge.Api.KeyFiles;

/// <summary>The verb <c>keys</c>: makes, takes over, shows and replaces the service's keys. It never prints one that
/// it put under a passphrase.</summary>
internal static class KeysVerb
{
    private const int Interrupted = 130; // as shells report Ctrl-C

    /// <summary>The exit code.</summary>
    /// <exception cref="ConfigurationException">The arguments are wrong, or a file is.</exception>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var root = new RootCommand("keys")
        {
            NewKey.Create(output),
            ImportKey.Create(output),
            ShowKey.Create(output),
            RotateKey.Create(output),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            throw new ConfigurationException($"{parsed.Errors[0].Message} See: ./civicforge help keys");
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (KeyStoreException exception)
        {
            throw new ConfigurationException(exception.Message);
        }
        catch (RpcException exception)
        {
            await Console.Error.WriteLineAsync($"civicforge-api: {exception.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }
}
