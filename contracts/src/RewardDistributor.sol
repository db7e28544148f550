// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {CompletedQuest, SignedTerms} from "./Attestations.sol";
import {AttestationRegistry} from "./AttestationRegistry.sol";
import {CivicReputation} from "./CivicReputation.sol";

/// @title Pays the reward of an anchored quest that both wallets signed, once
/// @notice Anybody may send a claim; the performer in the leaf is paid.
/// @dev Threats: a stolen anchorer key can not pay, charge or block a wallet that did not sign. It can pay the thief's
/// own wallets, bounded per claim by the caps, until the guardian withholds its batches. Dual attestation proves that
/// two keys agree, not that two people exist.
///
/// Gas: one call to the registry per claim, roles are read there only when used, and one slot per claim, per account and
/// for the totals.
contract RewardDistributor {
    /// @notice One item of `claimMany`.
    struct Claim {
        uint64 batchId;
        CompletedQuest completed;
        bytes32[] proof;
        SignedTerms terms;
    }

    /// @notice Where batches are anchored and roles are kept.
    AttestationRegistry public immutable registry;
    /// @notice What claims mint, made by this contract.
    CivicReputation public immutable reputation;
    /// @notice Most experience of one claim.
    uint32 public immutable maxXp;
    /// @notice Most reputation of one claim.
    uint32 public immutable maxReputation;

    // Keyed by the creator too, so that only the creator's own signature can use up a quest.
    mapping(address creator => mapping(bytes16 questId => bool)) private _claimed;
    mapping(uint64 batchId => bool) private _withheld;

    /// @notice `performer` was paid.
    event RewardClaimed(
        bytes16 indexed questId,
        address indexed performer,
        address indexed creator,
        uint64 batchId,
        uint32 xp,
        uint32 reputation
    );
    /// @notice Claims from the batch were stopped or let go on.
    event BatchWithheld(uint64 indexed batchId, bool withheld);

    /// @notice The registry given at construction has no code.
    error InvalidRegistry(address account);
    /// @notice The reward of this quest was paid before.
    error AlreadyClaimed(address creator, bytes16 questId);
    /// @notice The guardian stopped claims from this batch.
    error BatchNotPayable(uint64 batchId, bytes16 questId);
    /// @notice Nobody attests to the own work.
    error SelfAttested(bytes16 questId, address account);
    /// @notice The leaf grants more than this contract ever pays.
    error RewardTooHigh(bytes16 questId, uint32 xp, uint32 reputation);
    /// @notice The leaf is not in the batch by this proof.
    error NotAnchored(bytes16 questId, uint64 batchId);
    /// @notice A signature is not valid, or is not the one that the leaf commits to.
    error NotSigned(bytes16 questId);

    /// @param registry_ Where batches are anchored
    /// @param maxXp_ Most experience of one claim, 1,500
    /// @param maxReputation_ Most reputation of one claim, 100
    constructor(AttestationRegistry registry_, uint32 maxXp_, uint32 maxReputation_) {
        if (address(registry_).code.length == 0) revert InvalidRegistry(address(registry_));
        registry = registry_;
        maxXp = maxXp_;
        maxReputation = maxReputation_;
        reputation = new CivicReputation(address(this));
    }

    /// @notice Pays the performer of one quest.
    function claim(
        uint64 batchId,
        CompletedQuest calldata completed,
        bytes32[] calldata proof,
        SignedTerms calldata terms
    ) external {
        if (_claimed[completed.creator][completed.questId]) {
            revert AlreadyClaimed(completed.creator, completed.questId);
        }
        _pay(batchId, completed, proof, terms);
    }

    /// @notice Pays many. Already claimed items, also those twice in the list, are passed over without an event; any other
    /// bad item reverts all and names its quest.
    function claimMany(Claim[] calldata claims) external {
        for (uint256 i = 0; i < claims.length; ++i) {
            Claim calldata item = claims[i];
            if (_claimed[item.completed.creator][item.completed.questId]) continue;
            _pay(item.batchId, item.completed, item.proof, item.terms);
        }
    }

    /// @notice Stops claims from one batch (`GUARDIAN` of the registry) or lifts that (admin of the registry).
    function withhold(uint64 batchId, bool withheld) external {
        bytes32 role = withheld ? registry.GUARDIAN() : registry.DEFAULT_ADMIN_ROLE();
        if (!registry.hasRole(role, msg.sender)) {
            revert IAccessControl.AccessControlUnauthorizedAccount(msg.sender, role);
        }
        _withheld[batchId] = withheld;
        emit BatchWithheld(batchId, withheld);
    }

    /// @notice Whether the reward of this quest was paid.
    function claimed(address creator, bytes16 questId) external view returns (bool) {
        return _claimed[creator][questId];
    }

    /// @notice Whether claims from this batch are stopped.
    function isWithheld(uint64 batchId) external view returns (bool) {
        return _withheld[batchId];
    }

    /// @dev Checks, then effects, then the one interaction that changes state, with a contract of our own. Hostile ERC-1271
    /// wallets run inside the registry's static call, before any effect, and can not re-enter with effect.
    function _pay(
        uint64 batchId,
        CompletedQuest calldata completed,
        bytes32[] calldata proof,
        SignedTerms calldata terms
    ) private {
        bytes16 questId = completed.questId;
        (address creator, address performer) = (completed.creator, completed.performer);
        (uint32 xp, uint32 reputation_) = (completed.xp, completed.reputation);
        if (_withheld[batchId]) revert BatchNotPayable(batchId, questId);
        if (creator == performer) revert SelfAttested(questId, creator);
        if (xp > maxXp || reputation_ > maxReputation) revert RewardTooHigh(questId, xp, reputation_);

        (bool anchored, bool signed) = registry.verify(batchId, completed, proof, terms);
        if (!anchored) revert NotAnchored(questId, batchId);
        if (!signed) revert NotSigned(questId);

        _claimed[creator][questId] = true;
        emit RewardClaimed(questId, performer, creator, batchId, xp, reputation_);
        reputation.mint(performer, xp, reputation_);
    }
}
