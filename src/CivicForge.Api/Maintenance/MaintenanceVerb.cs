using System.CommandLine;
using System.Globalization;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.Requests;
using CivicForge.Hosting;
using CivicForge.Hosting.Database;
using Npgsql;

namespace CivicForge.Api.Maintenance;

/// <summary>The verb <c>maintenance</c>: turns the switch from the machine, also when no operator can sign in, or says
/// how it stands. As user <c>civic_api</c>.</summary>
internal static class MaintenanceVerb
{
    /// <exception cref="ConfigurationException">The arguments are wrong, or a setting is.</exception>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var mode = new Argument<string?>("mode") { Arity = ArgumentArity.ZeroOrOne };
        var reason = new Option<string?>("--reason");
        var until = new Option<string?>("--until");
        var parsed = new RootCommand("maintenance") { mode, reason, until }.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            throw Wrong(parsed.Errors[0].Message);
        }
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        await using var database = NpgsqlDataSource.Create(
            DatabaseConnection.Read(configuration, "Civic", "the database, with user civic_api")
        );
        if (parsed.GetValue(mode) is not { } word)
        {
            var state = await new MaintenanceWatch(database, TimeProvider.System).LookAsync(cancellationToken);
            await output.WriteLineAsync($"maintenance: {state.Text ?? Words.Of(MaintenanceMode.Off)}");
            return ExitCodes.Success;
        }
        var item = await TurnAsync(
            new SetMaintenance(database),
            word,
            parsed.GetValue(reason),
            parsed.GetValue(until),
            cancellationToken
        );
        await output.WriteLineAsync(
            $"maintenance: {item.Mode} since {item.ChangedAt:yyyy-MM-dd HH:mm:ss} UTC"
                + (item.Until is { } end ? $", until {end:yyyy-MM-dd HH:mm:ss} UTC" : "")
                + ". Every process follows within two seconds; writes that had begun are carried out."
        );
        return ExitCodes.Success;
    }

    private static async Task<MaintenanceItem> TurnAsync(
        SetMaintenance set,
        string word,
        string? reason,
        string? until,
        CancellationToken cancellationToken
    )
    {
        if (!Words.TryParse<MaintenanceMode>(word, out var mode))
        {
            throw Wrong($"There is no mode '{word}'; modes: on, off, read-only.");
        }
        var end = until is null ? null : EndOf(until);
        if (MaintenanceRequest.Faults(mode, reason, end) is { Count: > 0 } faults)
        {
            throw Wrong(string.Join(" ", faults.Select(fault => $"--{fault.Field} {fault.Why}.")));
        }
        try
        {
            return await set.RunAsync(mode, reason, end, null, cancellationToken);
        }
        catch (RuleViolation)
        {
            throw Wrong($"--until {until} has passed.");
        }
    }

    /// <summary><c>2026-12-01T18:00Z</c>, with an offset; or from now on <c>90m</c>, <c>2h</c>.</summary>
    private static DateTimeOffset? EndOf(string text)
    {
        var unit = text.LastOrDefault() switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => (TimeSpan?)null,
        };
        if (
            unit is { } one
            && int.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
        )
        {
            return TimeProvider.System.GetUtcNow() + (one * count);
        }
        return
            Rfc3339Time.HasOffset(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Wrong($"--until {text} is neither a time with its offset (2026-12-01T18:00Z) nor 90m or 2h.");
    }

    private static ConfigurationException Wrong(string what) => new($"{what} See: ./civicforge help maintenance");
}
