// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {CompletedQuest, SignedTerms} from "../src/Attestations.sol";
import {AttestationRegistry} from "../src/AttestationRegistry.sol";
import {RewardDistributor} from "../src/RewardDistributor.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {StandardMerkleTree} from "./fixture/StandardMerkleTree.sol";
import {vm} from "./fixture/Vm.sol";

/// @notice Attacks on leaves, proofs and batches. Attacks on signatures are in HostileWallets.t.sol, on roles in Roles.t.sol.
contract ThreatListTest is Fixture {
    using StandardMerkleTree for bytes32[];

    CompletedQuest private _completed;
    SignedTerms private _terms;

    function setUp() public override {
        super.setUp();
        CompletedQuest memory completed = quest(0);
        _terms = sign(completed);
        _completed = completed;
    }

    function test_Forged_leaf_from_every_inner_node() public {
        bytes32[] memory tree = _tree(32);
        uint64 batchId = anchor(tree[0]);
        for (uint256 node = 0; node < 31; ++node) {
            // The two children are the only 64 bytes whose plain keccak256 is the node; a leaf takes 256 bytes, hashed twice.
            CompletedQuest memory forged = quest(0);
            (forged.workHash, forged.signaturesHash) = (tree[2 * node + 1], tree[2 * node + 2]);
            bytes32[] memory proof = tree.proofOf(node);
            vm.assertTrue(registry.statusOf(batchId, forged, proof) == AttestationRegistry.Status.Unknown);
            vm.assertTrue(leafOf(forged) != tree[node]);
        }
    }

    function test_Truncated_and_extended_proofs() public {
        bytes32[] memory tree = _tree(32);
        uint64 batchId = anchor(tree[0]);
        bytes32[] memory proof = tree.proofOf(tree.indexOf(leafOf(_completed)));
        vm.assertTrue(registry.statusOf(batchId, _completed, proof) == AttestationRegistry.Status.Attested);
        for (uint256 length = 0; length <= 17; ++length) {
            if (length == proof.length) continue;
            bytes32[] memory other = new bytes32[](length);
            for (uint256 i = 0; i < length; ++i) {
                other[i] = i < proof.length ? proof[i] : bytes32(0);
            }
            vm.assertTrue(registry.statusOf(batchId, _completed, other) == AttestationRegistry.Status.Unknown);
            _expectNotAnchored(batchId);
            distributor.claim(batchId, _completed, other, _terms);
        }
    }

    function test_A_proof_longer_than_16_even_if_it_leads_to_the_root() public {
        (uint64 batchId, bytes32[] memory proof) = anchorDeep(_completed, 17);
        vm.assertTrue(registry.statusOf(batchId, _completed, proof) == AttestationRegistry.Status.Unknown);
        (bool anchored, bool signed) = registry.verify(batchId, _completed, proof, _terms);
        vm.assertTrue(!anchored && signed);
    }

    function test_One_leaf_tree() public {
        uint64 batchId = anchorAlone(_completed);
        vm.assertTrue(registry.statusOf(batchId, _completed, none()) == AttestationRegistry.Status.Attested);
        vm.assertTrue(registry.statusOf(batchId, quest(1), none()) == AttestationRegistry.Status.Unknown);
        vm.assertTrue(registry.statusOf(batchId, _completed, new bytes32[](1)) == AttestationRegistry.Status.Unknown);
    }

    function testFuzz_Any_changed_member_of_the_leaf(uint8 member, uint256 noise) public {
        uint64 batchId = anchorAlone(_completed);
        CompletedQuest memory changed = _completed;
        member %= 8;
        if (member == 0) changed.questId ^= bytes16(uint128(noise | 1));
        if (member == 1) changed.creator = address(uint160(changed.creator) ^ uint160(noise | 1));
        if (member == 2) changed.performer = address(uint160(changed.performer) ^ uint160(noise | 1));
        if (member == 3) changed.workHash ^= bytes32(noise | 1);
        if (member == 4) changed.xp ^= uint32(noise | 1);
        if (member == 5) changed.reputation ^= uint32(noise | 1);
        if (member == 6) changed.completedAt ^= uint64(noise | 1);
        if (member == 7) changed.signaturesHash ^= bytes32(noise | 1);
        (bool anchored,) = registry.verify(batchId, changed, none(), _terms);
        vm.assertFalse(anchored);
        vm.expectRevert();
        distributor.claim(batchId, changed, none(), _terms);
    }

    function test_Creator_is_performer() public {
        CompletedQuest memory own = quest(1);
        own.performer = creator;
        SignedTerms memory terms = signWith(own, creatorKey, creatorKey);
        uint64 batchId = anchorAlone(own);
        (bool anchored, bool signed) = registry.verify(batchId, own, none(), terms);
        vm.assertTrue(anchored && !signed);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.SelfAttested.selector, own.questId, creator));
        distributor.claim(batchId, own, none(), terms);
    }

    function test_Amounts_above_the_caps() public {
        for (uint256 i = 0; i < 2; ++i) {
            CompletedQuest memory greedy = quest(i);
            greedy.xp = i == 0 ? MAX_XP + 1 : 1;
            greedy.reputation = i == 0 ? 1 : MAX_REPUTATION + 1;
            SignedTerms memory terms = sign(greedy);
            uint64 batchId = anchorAlone(greedy);
            bytes memory tooHigh = abi.encodeWithSelector(
                RewardDistributor.RewardTooHigh.selector, greedy.questId, greedy.xp, greedy.reputation
            );
            vm.expectRevert(tooHigh);
            distributor.claim(batchId, greedy, none(), terms);
        }
    }

    function test_Double_claim_also_from_a_second_batch() public {
        uint64 first = anchorAlone(_completed);
        uint64 second = anchorAlone(_completed);
        distributor.claim(first, _completed, none(), _terms);
        for (uint64 batchId = first; batchId <= second; ++batchId) {
            vm.expectRevert(
                abi.encodeWithSelector(RewardDistributor.AlreadyClaimed.selector, creator, _completed.questId)
            );
            distributor.claim(batchId, _completed, none(), _terms);
        }
        vm.assertEq(reputation.balanceOf(performer), 10);
    }

    function test_Double_claim_with_other_signed_values() public {
        distributor.claim(anchorAlone(_completed), _completed, none(), _terms);
        CompletedQuest memory again = quest(0);
        again.xp = 1000;
        SignedTerms memory terms = sign(again);
        uint64 batchId = anchorAlone(again);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.AlreadyClaimed.selector, creator, again.questId));
        distributor.claim(batchId, again, none(), terms);
    }

    function test_A_claim_by_a_third_party_pays_the_performer() public {
        uint64 batchId = anchorAlone(_completed);
        vm.prank(stranger);
        distributor.claim(batchId, _completed, none(), _terms);
        vm.assertEq(reputation.balanceOf(performer), 10);
        vm.assertEq(reputation.balanceOf(stranger), 0);
    }

    function test_Withheld_batch() public {
        uint64 batchId = anchorAlone(_completed);
        uint64 other = anchorAlone(_completed);
        vm.prank(guardian);
        distributor.withhold(batchId, true);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.BatchNotPayable.selector, batchId, _completed.questId));
        distributor.claim(batchId, _completed, none(), _terms);
        distributor.claim(other, _completed, none(), _terms);
    }

    function testFuzz_Wrong_batch_id(uint64 batchId) public {
        uint64 right = anchorAlone(_completed);
        anchor(keccak256("another batch"));
        vm.assume(batchId != right);
        vm.assertTrue(registry.statusOf(batchId, _completed, none()) == AttestationRegistry.Status.Unknown);
        _expectNotAnchored(batchId);
        distributor.claim(batchId, _completed, none(), _terms);
    }

    function test_Zero_root() public {
        vm.expectRevert(abi.encodeWithSelector(AttestationRegistry.InvalidBatch.selector, bytes32(0), 1));
        vm.prank(anchorer);
        registry.anchor(1, 0, 1);
    }

    function test_Same_root_again() public {
        bytes32 root = leafOf(_completed);
        uint64 batchId = anchor(root);
        vm.expectRevert(abi.encodeWithSelector(AttestationRegistry.AlreadyAnchored.selector, batchId));
        vm.prank(anchorer);
        registry.anchor(batchId, root, 1);
        vm.assertEq(registry.batchCount(), batchId);
    }

    function _tree(uint256 n) private view returns (bytes32[] memory) {
        bytes32[] memory leaves = new bytes32[](n);
        leaves[0] = leafOf(_completed);
        for (uint256 i = 1; i < n; ++i) {
            leaves[i] = leafOf(quest(i));
        }
        return leaves.build();
    }

    function _expectNotAnchored(uint64 batchId) private {
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotAnchored.selector, _completed.questId, batchId));
    }
}
