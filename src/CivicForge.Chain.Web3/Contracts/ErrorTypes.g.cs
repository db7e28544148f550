// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.
#nullable enable

namespace CivicForge.Chain.Web3.Contracts;

public static partial class ContractErrors
{
    /// <summary>Every error that our contracts declare, each signature once.</summary>
    private static readonly IReadOnlyList<Known> All =
    [
        Known.Of<AttestationRegistry.AccessControlBadConfirmationError>("AccessControlBadConfirmation()"),
        Known.Of<AttestationRegistry.AccessControlEnforcedDefaultAdminDelayError>("AccessControlEnforcedDefaultAdminDelay(uint48)"),
        Known.Of<AttestationRegistry.AccessControlEnforcedDefaultAdminRulesError>("AccessControlEnforcedDefaultAdminRules()"),
        Known.Of<AttestationRegistry.AccessControlInvalidDefaultAdminError>("AccessControlInvalidDefaultAdmin(address)"),
        Known.Of<AttestationRegistry.AccessControlUnauthorizedAccountError>("AccessControlUnauthorizedAccount(address,bytes32)"),
        Known.Of<AttestationRegistry.AlreadyAnchoredError>("AlreadyAnchored(uint64)"),
        Known.Of<AttestationRegistry.AlreadyRevokedError>("AlreadyRevoked(bytes32,address)"),
        Known.Of<AttestationRegistry.EnforcedPauseError>("EnforcedPause()"),
        Known.Of<AttestationRegistry.ExpectedPauseError>("ExpectedPause()"),
        Known.Of<AttestationRegistry.InvalidAccountError>("InvalidAccount(address)"),
        Known.Of<AttestationRegistry.InvalidBatchError>("InvalidBatch(bytes32,uint32)"),
        Known.Of<AttestationRegistry.InvalidShortStringError>("InvalidShortString()"),
        Known.Of<AttestationRegistry.NotAnchoredError>("NotAnchored(uint64,bytes32)"),
        Known.Of<AttestationRegistry.NotPartyError>("NotParty(bytes32,address)"),
        Known.Of<AttestationRegistry.SafeCastOverflowedUintDowncastError>("SafeCastOverflowedUintDowncast(uint8,uint256)"),
        Known.Of<AttestationRegistry.StringTooLongError>("StringTooLong(string)"),
        Known.Of<AttestationRegistry.UnexpectedBatchError>("UnexpectedBatch(uint64,uint64)"),
        Known.Of<AttestationRegistry.UnknownReasonError>("UnknownReason(uint8)"),
        Known.Of<RewardDistributor.AlreadyClaimedError>("AlreadyClaimed(address,bytes16)"),
        Known.Of<RewardDistributor.BatchNotPayableError>("BatchNotPayable(uint64,bytes16)"),
        Known.Of<RewardDistributor.InvalidRegistryError>("InvalidRegistry(address)"),
        Known.Of<RewardDistributor.NotAnchoredError>("NotAnchored(bytes16,uint64)"),
        Known.Of<RewardDistributor.NotSignedError>("NotSigned(bytes16)"),
        Known.Of<RewardDistributor.RewardTooHighError>("RewardTooHigh(bytes16,uint32,uint32)"),
        Known.Of<RewardDistributor.SelfAttestedError>("SelfAttested(bytes16,address)"),
    ];
}
