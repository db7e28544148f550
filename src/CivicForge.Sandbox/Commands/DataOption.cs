using System.CommandLine;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Commands;

internal static class DataOption
{
    /// <summary>The option <c>--data</c>: the folder of a sandbox.</summary>
    public static Option<string> Create()
    {
        var data = new Option<string>("--data") { DefaultValueFactory = _ => DataFolder.Default };
        data.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("--data is empty. Name a folder.");
            }
        });
        return data;
    }
}
