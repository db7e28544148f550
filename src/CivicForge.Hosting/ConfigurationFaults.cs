namespace CivicForge.Hosting;

/// <summary>Collects what is wrong with several settings, so that all of it is told at once.</summary>
public sealed class ConfigurationFaults
{
    private readonly List<string> _faults = [];

    /// <returns>What was read, or nothing of use when it cannot be: <see cref="ThrowIfAny"/> MUST follow before it is
    /// used.</returns>
    public T? Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ConfigurationException fault)
        {
            _faults.Add(fault.Message);
            return default;
        }
    }

    /// <exception cref="ConfigurationException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new ConfigurationException(string.Join('\n', _faults));
        }
    }
}
