namespace CivicForge.Api.Signatures;

/// <summary>How a signature was found valid (protocol §4).</summary>
public enum SignatureKind
{
    Ecdsa,
    Erc1271,
    Erc6492,
}
