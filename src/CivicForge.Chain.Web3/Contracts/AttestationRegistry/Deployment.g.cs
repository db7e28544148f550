// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.
#nullable enable
using CivicForge.Chain.Contracts;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace CivicForge.Chain.Web3.Contracts.AttestationRegistry;

/// <summary><c>constructor(address,address,address,address)</c></summary>
public sealed class AttestationRegistryDeployment : ContractDeploymentMessage
{
    public AttestationRegistryDeployment()
        : base(Hex.Encode(ContractArtifact.AttestationRegistry.Bytecode))
    {
    }

    public AttestationRegistryDeployment(Address admin, Address anchorer, Address guardian, Address initialReceiptKey)
        : this()
    {
        Admin = admin.ToString();
        Anchorer = anchorer.ToString();
        Guardian = guardian.ToString();
        InitialReceiptKey = initialReceiptKey.ToString();
    }

    [Parameter("address", "admin", 1)]
    public string Admin { get; set; } = "";

    [Parameter("address", "anchorer", 2)]
    public string Anchorer { get; set; } = "";

    [Parameter("address", "guardian", 3)]
    public string Guardian { get; set; } = "";

    [Parameter("address", "initialReceiptKey", 4)]
    public string InitialReceiptKey { get; set; } = "";

    /// <summary>Creation code and arguments.</summary>
    public byte[] CreationCode() => this.GetDeploymentData();
}
