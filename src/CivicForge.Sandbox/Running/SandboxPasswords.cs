using CivicForge.Sandbox.Postgres;

namespace CivicForge.Sandbox.Running;

/// <summary>The passwords of the database's users, made once into files that only their owner can read.</summary>
internal sealed class SandboxPasswords(string folder)
{
    public static readonly string[] Names = ["Api", "Anchorer", "Worker", "Indexer", "Auditor"];

    /// <summary>The superuser's file; the server makes it.</summary>
    public string Owner => Path.Combine(folder, "postgres");

    /// <summary>Settings for <c>migrate</c>, which sets all of them.</summary>
    public Dictionary<string, string?> All => new(OfUsers) { ["Database__PasswordFiles__Owner"] = Owner };

    /// <summary>The same without the superuser's.</summary>
    public Dictionary<string, string?> OfUsers => new(Names.Select(Of), StringComparer.Ordinal);

    /// <summary>The setting for the process of one user.</summary>
    public KeyValuePair<string, string?> Of(string name) => new($"Database__PasswordFiles__{name}", FileOf(name));

    /// <summary>The password of <c>civic_api</c> and so on.</summary>
    public string Read(string user) => File.ReadAllText(Path.Combine(folder, user)).Trim();

    public static SandboxPasswords Ensure(string folder)
    {
        var passwords = new SandboxPasswords(folder);
        foreach (var name in Names)
        {
            PrivateFile.Ensure(passwords.FileOf(name), ServerPassword.Make);
        }

        return passwords;
    }

    private string FileOf(string name) => Path.Combine(folder, $"civic_{name.ToLowerInvariant()}");
}
