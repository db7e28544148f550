// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.
#nullable enable
using System.Numerics;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace CivicForge.Chain.Web3.Contracts.AttestationRegistry;

/// <summary><c>AccessControlBadConfirmation()</c></summary>
[Error("AccessControlBadConfirmation")]
public sealed class AccessControlBadConfirmationError : IErrorDTO
{
}

/// <summary><c>AccessControlEnforcedDefaultAdminDelay(uint48)</c></summary>
[Error("AccessControlEnforcedDefaultAdminDelay")]
public sealed class AccessControlEnforcedDefaultAdminDelayError : IErrorDTO
{
    [Parameter("uint48", "schedule", 1)]
    public ulong Schedule { get; set; }
}

/// <summary><c>AccessControlEnforcedDefaultAdminRules()</c></summary>
[Error("AccessControlEnforcedDefaultAdminRules")]
public sealed class AccessControlEnforcedDefaultAdminRulesError : IErrorDTO
{
}

/// <summary><c>AccessControlInvalidDefaultAdmin(address)</c></summary>
[Error("AccessControlInvalidDefaultAdmin")]
public sealed class AccessControlInvalidDefaultAdminError : IErrorDTO
{
    [Parameter("address", "defaultAdmin", 1)]
    public string DefaultAdmin { get; set; } = "";
}

/// <summary><c>AccessControlUnauthorizedAccount(address,bytes32)</c></summary>
[Error("AccessControlUnauthorizedAccount")]
public sealed class AccessControlUnauthorizedAccountError : IErrorDTO
{
    [Parameter("address", "account", 1)]
    public string Account { get; set; } = "";

    [Parameter("bytes32", "neededRole", 2)]
    public byte[] NeededRole { get; set; } = [];
}

/// <summary><c>AlreadyAnchored(uint64)</c></summary>
[Error("AlreadyAnchored")]
public sealed class AlreadyAnchoredError : IErrorDTO
{
    [Parameter("uint64", "batchId", 1)]
    public ulong BatchId { get; set; }
}

/// <summary><c>AlreadyRevoked(bytes32,address)</c></summary>
[Error("AlreadyRevoked")]
public sealed class AlreadyRevokedError : IErrorDTO
{
    [Parameter("bytes32", "leaf", 1)]
    public byte[] Leaf { get; set; } = [];

    [Parameter("address", "by", 2)]
    public string By { get; set; } = "";
}

/// <summary><c>EnforcedPause()</c></summary>
[Error("EnforcedPause")]
public sealed class EnforcedPauseError : IErrorDTO
{
}

/// <summary><c>ExpectedPause()</c></summary>
[Error("ExpectedPause")]
public sealed class ExpectedPauseError : IErrorDTO
{
}

/// <summary><c>InvalidAccount(address)</c></summary>
[Error("InvalidAccount")]
public sealed class InvalidAccountError : IErrorDTO
{
    [Parameter("address", "account", 1)]
    public string Account { get; set; } = "";
}

/// <summary><c>InvalidBatch(bytes32,uint32)</c></summary>
[Error("InvalidBatch")]
public sealed class InvalidBatchError : IErrorDTO
{
    [Parameter("bytes32", "root", 1)]
    public byte[] Root { get; set; } = [];

    [Parameter("uint32", "leafCount", 2)]
    public uint LeafCount { get; set; }
}

/// <summary><c>InvalidShortString()</c></summary>
[Error("InvalidShortString")]
public sealed class InvalidShortStringError : IErrorDTO
{
}

/// <summary><c>NotAnchored(uint64,bytes32)</c></summary>
[Error("NotAnchored")]
public sealed class NotAnchoredError : IErrorDTO
{
    [Parameter("uint64", "batchId", 1)]
    public ulong BatchId { get; set; }

    [Parameter("bytes32", "leaf", 2)]
    public byte[] Leaf { get; set; } = [];
}

/// <summary><c>NotParty(bytes32,address)</c></summary>
[Error("NotParty")]
public sealed class NotPartyError : IErrorDTO
{
    [Parameter("bytes32", "leaf", 1)]
    public byte[] Leaf { get; set; } = [];

    [Parameter("address", "account", 2)]
    public string Account { get; set; } = "";
}

/// <summary><c>SafeCastOverflowedUintDowncast(uint8,uint256)</c></summary>
[Error("SafeCastOverflowedUintDowncast")]
public sealed class SafeCastOverflowedUintDowncastError : IErrorDTO
{
    [Parameter("uint8", "bits", 1)]
    public byte Bits { get; set; }

    [Parameter("uint256", "value", 2)]
    public BigInteger Value { get; set; }
}

/// <summary><c>StringTooLong(string)</c></summary>
[Error("StringTooLong")]
public sealed class StringTooLongError : IErrorDTO
{
    [Parameter("string", "str", 1)]
    public string Str { get; set; } = "";
}

/// <summary><c>UnexpectedBatch(uint64,uint64)</c></summary>
[Error("UnexpectedBatch")]
public sealed class UnexpectedBatchError : IErrorDTO
{
    [Parameter("uint64", "expected", 1)]
    public ulong Expected { get; set; }

    [Parameter("uint64", "given", 2)]
    public ulong Given { get; set; }
}

/// <summary><c>UnknownReason(uint8)</c></summary>
[Error("UnknownReason")]
public sealed class UnknownReasonError : IErrorDTO
{
    [Parameter("uint8", "reason", 1)]
    public byte Reason { get; set; }
}
