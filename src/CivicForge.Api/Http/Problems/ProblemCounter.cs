using System.Diagnostics.Metrics;
using CivicForge.Api.Telemetry;

namespace CivicForge.Api.Http.Problems;

/// <summary>Counts answers that are problem documents, by their code. Every code is shown from the start with 0, so
/// that the first one counts as an increase.</summary>
internal sealed class ProblemCounter
{
    private readonly Counter<long> _problems;

    public ProblemCounter(CivicMetrics metrics)
    {
        _problems = metrics.Meter.CreateCounter<long>(
            "civicforge.problems",
            description: "Requests answered with a problem document, by its code"
        );
        foreach (var code in ErrorCodes.All)
        {
            Add(code, 0);
        }
    }

    public void Count(ErrorCode code) => Add(code, 1);

    private void Add(ErrorCode code, long number) =>
        _problems.Add(number, new KeyValuePair<string, object?>("code", code.Code));
}
