// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @notice One completed quest as both wallets attested it: the values of one leaf of a batch tree.
/// @dev The order of the members is the leaf encoding (protocol §6) and MUST NOT change.
/// @param questId UUIDv7 of the quest, its 16 bytes in text order
/// @param creator Wallet that granted the reward
/// @param performer Wallet that did the work; the only one a claim can pay
/// @param workHash Salted hash over the texts and the evidence of the work
/// @param xp Experience granted
/// @param reputation Reputation granted
/// @param completedAt Unix seconds, stated by the operator
/// @param signaturesHash keccak256(abi.encode(keccak256(creatorSignature), keccak256(performerSignature)))
struct CompletedQuest {
    bytes16 questId;
    address creator;
    address performer;
    bytes32 workHash;
    uint32 xp;
    uint32 reputation;
    uint64 completedAt;
    bytes32 signaturesHash;
}

/// @notice What both wallets signed beside the leaf, with their signatures as stored. No free text reaches a chain.
/// @param titleHash keccak256 of the UTF-8 title that the wallets showed
/// @param exceptional Whether the creator signed the outcome `exceptional` instead of `done`
/// @param creatorDeadline Unix seconds in the message of the creator
/// @param performerDeadline Unix seconds in the message of the performer
/// @param creatorSignature 65 bytes r‖s‖v, or whatever the ERC-1271 wallet of the creator accepts
/// @param performerSignature the same of the performer
struct SignedTerms {
    bytes32 titleHash;
    bool exceptional;
    uint64 creatorDeadline;
    uint64 performerDeadline;
    bytes creatorSignature;
    bytes performerSignature;
}

/// @title The hashes of protocol §4 and §6
/// @notice Each is reproducible with viem, ethers or @openzeppelin/merkle-tree alone.
library Attestations {
    bytes32 internal constant CREATOR_TYPEHASH = keccak256(
        "CreatorAttestation(string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 workHash,uint32 xp,uint32 reputation,uint64 deadline)"
    );
    bytes32 internal constant PERFORMER_TYPEHASH = keccak256(
        "PerformerAttestation(string quest,bytes16 questId,address creator,address performer,bytes32 workHash,uint64 deadline)"
    );
    bytes32 internal constant DONE = keccak256("done");
    bytes32 internal constant EXCEPTIONAL = keccak256("exceptional");

    /// @notice The leaf of a `StandardMerkleTree`. Hashed twice, so that no inner node (64 bytes) can pose as a leaf.
    function leafOf(CompletedQuest calldata completed) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(completed))));
    }

    /// @notice EIP-712 `hashStruct` of the message that the creator signed.
    /// @dev The dynamic members `quest` and `outcome` are encoded as their hashes, so `titleHash` is all it takes.
    function creatorStructHash(CompletedQuest calldata completed, SignedTerms calldata terms)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                CREATOR_TYPEHASH,
                terms.titleHash,
                terms.exceptional ? EXCEPTIONAL : DONE,
                completed.questId,
                completed.creator,
                completed.performer,
                completed.workHash,
                completed.xp,
                completed.reputation,
                terms.creatorDeadline
            )
        );
    }

    /// @notice EIP-712 `hashStruct` of the message that the performer signed: the work, not the reward.
    function performerStructHash(CompletedQuest calldata completed, SignedTerms calldata terms)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                PERFORMER_TYPEHASH,
                terms.titleHash,
                completed.questId,
                completed.creator,
                completed.performer,
                completed.workHash,
                terms.performerDeadline
            )
        );
    }

    /// @notice Binds the leaf to the exact signature bytes, so that a root commits to them too.
    function signaturesHash(SignedTerms calldata terms) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(terms.creatorSignature), keccak256(terms.performerSignature)));
    }
}
