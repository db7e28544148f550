// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {CompletedQuest, SignedTerms} from "../src/Attestations.sol";
import {AttestationRegistry} from "../src/AttestationRegistry.sol";
import {RewardDistributor} from "../src/RewardDistributor.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {vm} from "./fixture/Vm.sol";

/// @notice Attacks with signatures of ordinary wallets: made for something else, or altered. In each the thief holds the
/// anchorer key, so the leaf is anchored and commits to the very signatures that are shown.
contract SignatureThreatsTest is Fixture {
    uint256 private constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    function test_Role_swap() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        (completed.creator, completed.performer) = (performer, creator);
        (terms.creatorSignature, terms.performerSignature) = (terms.performerSignature, terms.creatorSignature);
        _expectNotSigned(completed, terms);
    }

    function test_Both_roles_signed_by_the_same_wallet() public {
        CompletedQuest memory completed = quest(1);
        _expectNotSigned(completed, signWith(completed, creatorKey, creatorKey));
        _expectNotSigned(completed, signWith(completed, performerKey, performerKey));
    }

    function test_Other_chain() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        vm.chainId(1);
        _expectNotSigned(completed, terms);
        _expectPaid(completed, sign(completed));
    }

    function test_Other_contract() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        registry = new AttestationRegistry(admin, anchorer, guardian, receiptKey);
        distributor = new RewardDistributor(registry, MAX_XP, MAX_REPUTATION);
        reputation = distributor.reputation();
        _expectNotSigned(completed, terms);
        _expectPaid(completed, sign(completed));
    }

    function test_Other_quest() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        completed.questId = quest(2).questId;
        _expectNotSigned(completed, terms);
    }

    function test_Other_work_performer_reward_outcome_title_or_deadline() public {
        for (uint256 change = 0; change < 8; ++change) {
            CompletedQuest memory completed = quest(change);
            SignedTerms memory terms = sign(completed);
            if (change == 0) completed.workHash = keccak256("edited work");
            if (change == 1) completed.performer = stranger;
            if (change == 2) completed.xp += 1;
            if (change == 3) completed.reputation += 1;
            if (change == 4) terms.exceptional = true;
            if (change == 5) terms.titleHash = keccak256("another title");
            if (change == 6) terms.creatorDeadline += 1;
            if (change == 7) terms.performerDeadline += 1;
            _expectNotSigned(completed, terms);
        }
    }

    function test_Signatures_that_the_leaf_does_not_commit_to() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        completed.signaturesHash = keccak256("other signatures");
        uint64 batchId = anchorAlone(completed);
        _expectRevertNotSigned(completed);
        distributor.claim(batchId, completed, none(), terms);
    }

    function test_Stolen_anchorer_key_can_not_pay_charge_or_block_a_wallet_that_did_not_sign() public {
        uint256 thief = key(7);
        // Pays its own wallet from a creator that did not sign, or from the thief's own signature in the creator's place.
        CompletedQuest memory forged = quest(1);
        forged.performer = vm.addr(thief);
        _expectNotSigned(forged, signWith(forged, thief, thief));
        // Uses up the quest id with a creator of its own: the honest claim is another key and still goes through.
        CompletedQuest memory squatted = quest(1);
        (squatted.creator, squatted.performer) = (vm.addr(thief), stranger);
        _expectPaid(squatted, signWith(squatted, thief, key(8)));
        CompletedQuest memory honest = quest(1);
        _expectPaid(honest, sign(honest));
    }

    function test_Malleable_signatures() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(creatorKey, creatorDigest(completed, terms));
        terms.creatorSignature = abi.encodePacked(r, N - uint256(s), v == 27 ? uint8(28) : uint8(27));
        _expectNotSigned(completed, terms);
    }

    function test_Short_long_and_unnormalised_signatures() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(performerKey, performerDigest(completed, terms));
        bytes32 vs = bytes32(uint256(s) | (uint256(v - 27) << 255));
        bytes[7] memory altered = [
            bytes(""),
            abi.encodePacked(r, s),
            abi.encodePacked(r, vs), // ERC-2098 is stored as 65 bytes
            abi.encodePacked(r, s, v - 27), // so is v 0/1
            abi.encodePacked(r, s, v, uint8(0)),
            abi.encodePacked(bytes32(0), s, v),
            abi.encodePacked(r, bytes32(0), v)
        ];
        for (uint256 i = 0; i < altered.length; ++i) {
            terms.performerSignature = altered[i];
            _expectNotSigned(completed, terms);
        }
    }

    function testFuzz_Any_flipped_bit_of_a_signature(uint16 bit, bool ofCreator) public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        bytes memory target = ofCreator ? terms.creatorSignature : terms.performerSignature;
        bit %= 65 * 8;
        target[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        _expectNotSigned(completed, terms);
    }

    function _expectNotSigned(CompletedQuest memory completed, SignedTerms memory terms) private {
        commit(completed, terms);
        uint64 batchId = anchorAlone(completed);
        (bool anchored, bool signed) = registry.verify(batchId, completed, none(), terms);
        vm.assertTrue(anchored && !signed);
        _expectRevertNotSigned(completed);
        distributor.claim(batchId, completed, none(), terms);
    }

    function _expectPaid(CompletedQuest memory completed, SignedTerms memory terms) private {
        uint64 batchId = anchorAlone(completed);
        distributor.claim(batchId, completed, none(), terms);
        vm.assertEq(reputation.balanceOf(completed.performer), 10);
    }

    function _expectRevertNotSigned(CompletedQuest memory completed) private {
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotSigned.selector, completed.questId));
    }
}
