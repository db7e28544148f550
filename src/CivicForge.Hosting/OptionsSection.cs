using System.ComponentModel.DataAnnotations;

namespace CivicForge.Hosting;

/// <summary>Reads a section into its class before there are services to do it.</summary>
public static class OptionsSection
{
    /// <exception cref="ConfigurationException">A value cannot be converted, or is out of its range.</exception>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        T options;
        try
        {
            options = configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException unusable)
        {
            // "Failed to convert configuration value 'soon' at 'Indexer:Poll' to type 'System.TimeSpan'."
            throw new ConfigurationException(unusable.Message);
        }
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
            ? options
            : throw new ConfigurationException(
                string.Join(
                    '\n',
                    faults.Select(fault => $"{section}:{fault.MemberNames.First()}: {fault.ErrorMessage}")
                )
            );
    }
}
