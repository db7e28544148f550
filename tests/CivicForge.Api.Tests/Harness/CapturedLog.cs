using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CivicForge.Api.Tests.Harness;

/// <summary>Keeps what a process logs, and shows warnings and worse in the test's output.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    internal IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Category(_lines);

    public void Dispose() { }

    private sealed class Category(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var line = $"{eventId.Id} {formatter(state, exception)}";
            lines.Enqueue(line);
            if (logLevel >= LogLevel.Warning)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{line} {exception}");
            }
        }
    }
}
