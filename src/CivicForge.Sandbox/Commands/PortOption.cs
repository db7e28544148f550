using System.CommandLine;
using System.Globalization;
using System.Net;

namespace CivicForge.Sandbox.Commands;

internal static class PortOption
{
    /// <summary>An option that takes a TCP port; 0 takes a free one.</summary>
    public static Option<int?> Create(string name) =>
        new(name)
        {
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (
                    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                    && port <= IPEndPoint.MaxPort
                )
                {
                    return port;
                }

                result.AddError(
                    $"{name} {text} is not a port: a number from 0 to {IPEndPoint.MaxPort}; 0 takes a free one."
                );
                return null;
            },
        };
}
