// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {
    AccessControlDefaultAdminRules
} from "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProofLib} from "solady/utils/MerkleProofLib.sol";
import {Attestations, CompletedQuest, SignedTerms} from "./Attestations.sol";
import {WalletSignatures} from "./WalletSignatures.sol";

/// @title The roots of CivicForge's attestation batches, for ever
/// @notice Anybody can ask whether a completed quest is anchored (`statusOf`, which trusts the anchorer) and whether both
/// wallets signed it (`verify`, which trusts nobody). Nothing can change or delete a root.
/// @dev Threats: a stolen anchorer key can anchor invented leaves, which `verify` then calls unsigned, and nothing else.
/// A stolen guardian key can pause, which stops `anchor` only. There is no proxy, no owner of funds, no free text.
///
/// Gas: `anchor` writes one new slot and one known slot. The bases stand in this order so that `_batchCount` shares the
/// slot of the pause flag, which `anchor` reads anyway. The proof loop is Solady's: 600 gas less than OpenZeppelin's at 16 hashes, same
/// commutative hash.
contract AttestationRegistry is EIP712, AccessControlDefaultAdminRules, Pausable {
    using Attestations for CompletedQuest;
    using Attestations for SignedTerms;

    /// @notice What the chain knows about one leaf. Revoked leaves stay anchored.
    enum Status {
        Unknown,
        Attested,
        RevokedByCreator,
        RevokedByPerformer,
        RevokedByBoth
    }

    /// @notice May anchor batches.
    bytes32 public constant ANCHORER = keccak256("ANCHORER");
    /// @notice May pause `anchor`, and withhold a batch in the RewardDistributor.
    bytes32 public constant GUARDIAN = keccak256("GUARDIAN");
    /// @notice Leaves of the largest batch, 2^16.
    uint32 public constant MAX_LEAVES = 65_536;
    /// @notice Hashes of the longest proof of such a batch. A longer one counts as not anchored.
    uint256 public constant MAX_PROOF = 16;
    /// @notice The highest reason of `revoke`: 0 unspecified, 1 key compromised, 2 mistake, 3 fraud.
    uint8 public constant MAX_REASON = 3;

    uint8 private constant BY_CREATOR = 1;
    uint8 private constant BY_PERFORMER = 2;

    // Packed behind Pausable's flag: keep it the first variable.
    uint64 private _batchCount;
    address private _receiptKey;
    mapping(uint64 batchId => bytes32 root) private _roots;
    mapping(bytes32 leaf => uint8 by) private _revocations;

    /// @notice Batch `batchId` was accepted. `leafCount` is the statement of the anchorer.
    event BatchAnchored(uint64 indexed batchId, bytes32 indexed root, uint32 leafCount);
    /// @notice `by` publicly withdrew the own statement about `leaf`. It neither stops nor undoes a reward.
    event AttestationRevoked(
        bytes32 indexed leaf, address indexed by, bytes16 indexed questId, uint64 batchId, uint8 reason
    );
    /// @notice Receipts count if signed by the key that was current at their `receivedAt`.
    event ReceiptKeyChanged(address indexed key, address indexed previous);

    /// @notice Zero root, or a leaf count outside of 1 … 65,536.
    error InvalidBatch(bytes32 root, uint32 leafCount);
    /// @notice This id already holds this very root: the batch is anchored, do not send it again.
    error AlreadyAnchored(uint64 batchId);
    /// @notice Batches are anchored in order, each id once.
    error UnexpectedBatch(uint64 expected, uint64 given);
    /// @notice The leaf is not in the batch by this proof.
    error NotAnchored(uint64 batchId, bytes32 leaf);
    /// @notice Only the creator and the performer in the leaf may revoke.
    error NotParty(bytes32 leaf, address account);
    /// @notice Each party revokes once.
    error AlreadyRevoked(bytes32 leaf, address by);
    /// @notice The reason is above `MAX_REASON`.
    error UnknownReason(uint8 reason);
    /// @notice Admin, anchorer and guardian must be three accounts, none of them zero, and the receipt key not zero.
    error InvalidAccount(address account);

    /// @param admin Grants roles, unpauses, lifts, changes the receipt key; handed over with a delay of three days
    /// @param anchorer First holder of `ANCHORER`
    /// @param guardian First holder of `GUARDIAN`
    /// @param initialReceiptKey Signer of receipts, without any role here
    constructor(address admin, address anchorer, address guardian, address initialReceiptKey)
        EIP712("CivicForge", "1")
        AccessControlDefaultAdminRules(3 days, admin)
    {
        if (anchorer == address(0) || anchorer == admin) revert InvalidAccount(anchorer);
        if (guardian == address(0) || guardian == admin || guardian == anchorer) revert InvalidAccount(guardian);
        _grantRole(ANCHORER, anchorer);
        _grantRole(GUARDIAN, guardian);
        _setReceiptKey(initialReceiptKey);
    }

    /// @notice Anchors the root of the next batch.
    /// @dev That a pair is in one batch only is the duty of the anchorer's database; a claim is unique in any case.
    function anchor(uint64 batchId, bytes32 root, uint32 leafCount) external onlyRole(ANCHORER) whenNotPaused {
        if (root == 0 || leafCount == 0 || leafCount > MAX_LEAVES) revert InvalidBatch(root, leafCount);
        uint64 expected = _batchCount + 1;
        if (batchId != expected) {
            if (_roots[batchId] == root) revert AlreadyAnchored(batchId);
            revert UnexpectedBatch(expected, batchId);
        }
        _batchCount = batchId;
        _roots[batchId] = root;
        emit BatchAnchored(batchId, root, leafCount);
    }

    /// @notice Publicly withdraws the sender's statement about an anchored leaf.
    /// @param reason 0 unspecified, 1 key compromised, 2 mistake, 3 fraud
    function revoke(uint64 batchId, CompletedQuest calldata completed, bytes32[] calldata proof, uint8 reason)
        external
    {
        if (reason > MAX_REASON) revert UnknownReason(reason);
        bytes32 leaf = completed.leafOf();
        uint8 by =
            (msg.sender == completed.creator ? BY_CREATOR : 0) | (msg.sender == completed.performer ? BY_PERFORMER : 0);
        if (by == 0) revert NotParty(leaf, msg.sender);
        if (!_isAnchored(batchId, leaf, proof)) revert NotAnchored(batchId, leaf);
        uint8 before = _revocations[leaf];
        if (before & by != 0) revert AlreadyRevoked(leaf, msg.sender);
        _revocations[leaf] = before | by;
        emit AttestationRevoked(leaf, msg.sender, completed.questId, batchId, reason);
    }

    /// @notice Changes the key that signs receipts.
    function setReceiptKey(address key) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _setReceiptKey(key);
    }

    /// @notice Stops `anchor`, nothing else.
    function pause() external onlyRole(GUARDIAN) {
        _pause();
    }

    /// @notice Lets `anchor` go on.
    function unpause() external onlyRole(DEFAULT_ADMIN_ROLE) {
        _unpause();
    }

    /// @notice Whether the leaf is anchored, by trusting the anchorer, and who revoked it.
    function statusOf(uint64 batchId, CompletedQuest calldata completed, bytes32[] calldata proof)
        external
        view
        returns (Status)
    {
        bytes32 leaf = completed.leafOf();
        if (!_isAnchored(batchId, leaf, proof)) return Status.Unknown;
        return Status(uint8(Status.Attested) + _revocations[leaf]);
    }

    /// @notice Everything that can be known without trusting anybody.
    /// @return anchored The leaf is in the batch, revoked or not
    /// @return signed Two different wallets signed exactly this, with the signatures that the leaf commits to
    /// @dev ERC-1271 wallets are called: they can burn gas, but neither revert this nor change state (static calls).
    function verify(
        uint64 batchId,
        CompletedQuest calldata completed,
        bytes32[] calldata proof,
        SignedTerms calldata terms
    ) external view returns (bool anchored, bool signed) {
        anchored = _isAnchored(batchId, completed.leafOf(), proof);
        signed = completed.creator != completed.performer && completed.signaturesHash == terms.signaturesHash()
            && WalletSignatures.isValid(
                completed.creator,
                _hashTypedDataV4(Attestations.creatorStructHash(completed, terms)),
                terms.creatorSignature
            )
            && WalletSignatures.isValid(
                completed.performer,
                _hashTypedDataV4(Attestations.performerStructHash(completed, terms)),
                terms.performerSignature
            );
    }

    /// @notice The signature check of `verify`, so that an ERC-1271 wallet sees the same caller as in a claim.
    function isSignatureValid(address signer, bytes32 digest, bytes calldata signature) external view returns (bool) {
        return WalletSignatures.isValid(signer, digest, signature);
    }

    /// @notice Root of a batch, zero when there is none.
    function rootOf(uint64 batchId) external view returns (bytes32) {
        return _roots[batchId];
    }

    /// @notice Number of batches, which is the id of the newest one.
    function batchCount() external view returns (uint64) {
        return _batchCount;
    }

    /// @notice Current signer of receipts.
    function receiptKey() external view returns (address) {
        return _receiptKey;
    }

    /// @notice The leaf hash of a completed quest.
    function leafOf(CompletedQuest calldata completed) external pure returns (bytes32) {
        return completed.leafOf();
    }

    function _setReceiptKey(address key) private {
        if (key == address(0)) revert InvalidAccount(key);
        emit ReceiptKeyChanged(key, _receiptKey);
        _receiptKey = key;
    }

    function _isAnchored(uint64 batchId, bytes32 leaf, bytes32[] calldata proof) private view returns (bool) {
        if (proof.length > MAX_PROOF) return false;
        bytes32 root = _roots[batchId];
        return root != 0 && MerkleProofLib.verifyCalldata(proof, root, leaf);
    }
}
