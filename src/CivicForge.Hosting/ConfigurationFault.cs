using Microsoft.Extensions.Options;

namespace CivicForge.Hosting;

/// <summary>What the framework's own options say of a setting that they cannot use, in the words of
/// <see cref="ConfigurationException"/>.</summary>
public static class ConfigurationFault
{
    /// <returns>A line for each fault; null when the exception is about something else.</returns>
    public static string? Describe(Exception exception) =>
        exception switch
        {
            ConfigurationException fault => fault.Message,
            OptionsValidationException faults => string.Join(
                '\n',
                faults.Failures.Select(fault => $"{Section(faults.OptionsType)}: {fault}")
            ),
            // The binder has no exception of its own: "Failed to convert configuration value 'soon' at
            // 'Connections:KeepAlive' to type …".
            InvalidOperationException
            {
                InnerException: FormatException or OverflowException or ArgumentException or null
            } binder when binder.Message.Contains("configuration value", StringComparison.Ordinal) => binder.Message,
            _ => null,
        };

    /// <summary>Options are named after their section: <c>ConnectionOptions</c> are in <c>Connections</c>, and say so
    /// themselves.</summary>
    private static string Section(Type options) =>
        options.GetField("Section")?.GetRawConstantValue() as string ?? options.Name;
}
