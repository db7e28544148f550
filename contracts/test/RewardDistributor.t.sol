// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {CompletedQuest, SignedTerms} from "../src/Attestations.sol";
import {AttestationRegistry} from "../src/AttestationRegistry.sol";
import {RewardDistributor} from "../src/RewardDistributor.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {StandardMerkleTree} from "./fixture/StandardMerkleTree.sol";
import {vm} from "./fixture/Vm.sol";
import {OwnedWallet} from "./fixture/Wallets.sol";

contract RewardDistributorTest is Fixture {
    using StandardMerkleTree for bytes32[];

    function test_A_claim_pays_the_performer_and_says_so() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        (uint64 batchId, bytes32[] memory proof) = anchorDeep(completed, 16);
        vm.expectEmit(address(distributor));
        emit RewardDistributor.RewardClaimed(completed.questId, performer, creator, batchId, 100, 10);
        vm.expectEmit(address(reputation));
        emit IERC20.Transfer(address(0), performer, 10);
        distributor.claim(batchId, completed, proof, terms);
        vm.assertTrue(distributor.claimed(creator, completed.questId));
        vm.assertEq(reputation.balanceOf(performer), 10);
        vm.assertEq(reputation.xpOf(performer), 100);
    }

    function test_An_exceptional_outcome_is_paid_as_the_creator_signed_it() public {
        CompletedQuest memory completed = quest(1);
        completed.xp = 150;
        SignedTerms memory terms = SignedTerms(keccak256("title"), true, DEADLINE, DEADLINE + 1, "", "");
        terms.creatorSignature = signature(creatorKey, creatorDigest(completed, terms));
        terms.performerSignature = signature(performerKey, performerDigest(completed, terms));
        commit(completed, terms);
        distributor.claim(anchorAlone(completed), completed, none(), terms);
        vm.assertEq(reputation.xpOf(performer), 150);
        vm.assertEq(reputation.balanceOf(performer), 10);
    }

    function testFuzz_Any_reward_within_the_caps_is_paid_exactly(uint32 xp, uint32 points, uint64 completedAt) public {
        CompletedQuest memory completed = quest(1);
        completed.xp = xp % (MAX_XP + 1);
        completed.reputation = points % (MAX_REPUTATION + 1);
        completed.completedAt = completedAt;
        SignedTerms memory terms = sign(completed);
        distributor.claim(anchorAlone(completed), completed, none(), terms);
        vm.assertEq(reputation.xpOf(performer), completed.xp);
        vm.assertEq(reputation.balanceOf(performer), completed.reputation);
        vm.assertEq(reputation.totalSupply(), completed.reputation);
        vm.assertEq(reputation.totalXp(), completed.xp);
    }

    function testFuzz_Every_leaf_of_a_tree_of_any_size_can_be_claimed(uint8 size) public {
        uint256 n = uint256(size) % 20 + 1;
        CompletedQuest[] memory quests = new CompletedQuest[](n);
        SignedTerms[] memory terms = new SignedTerms[](n);
        bytes32[] memory leaves = new bytes32[](n);
        for (uint256 i = 0; i < n; ++i) {
            quests[i] = quest(i);
            terms[i] = sign(quests[i]);
            leaves[i] = leafOf(quests[i]);
        }
        bytes32[] memory tree = leaves.build();
        uint64 batchId = anchor(tree[0]);
        for (uint256 i = 0; i < n; ++i) {
            distributor.claim(batchId, quests[i], tree.proofOf(tree.indexOf(leafOf(quests[i]))), terms[i]);
        }
        vm.assertEq(reputation.totalSupply(), 10 * n);
    }

    function test_Two_contract_wallets_are_paid_like_any_other() public {
        CompletedQuest memory completed = quest(1);
        completed.creator = address(new OwnedWallet(creator));
        completed.performer = address(new OwnedWallet(performer));
        SignedTerms memory terms = sign(completed);
        distributor.claim(anchorAlone(completed), completed, none(), terms);
        vm.assertEq(reputation.balanceOf(completed.performer), 10);
    }

    function test_The_same_quest_id_of_two_creators_is_two_rewards() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        distributor.claim(anchorAlone(completed), completed, none(), terms);
        completed.creator = stranger;
        terms = signWith(completed, key(8), performerKey);
        distributor.claim(anchorAlone(completed), completed, none(), terms);
        vm.assertEq(reputation.balanceOf(performer), 20);
    }

    function test_claimMany_pays_all_and_passes_over_what_was_claimed() public {
        RewardDistributor.Claim[] memory claims = _claims(4);
        claims[3] = claims[2];
        distributor.claim(claims[0].batchId, claims[0].completed, claims[0].proof, claims[0].terms);
        vm.recordLogs();
        distributor.claimMany(claims);
        vm.assertEq(vm.getRecordedLogs().length, 4); // RewardClaimed and Transfer of items 1 and 2
        vm.assertEq(reputation.balanceOf(performer), 30);
        distributor.claimMany(claims);
        vm.assertEq(reputation.balanceOf(performer), 30);
    }

    function test_RevertWhen_claimMany_has_a_bad_item_and_names_it() public {
        RewardDistributor.Claim[] memory claims = _claims(3);
        claims[1].terms.performerSignature = hex"00";
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotSigned.selector, claims[1].completed.questId));
        distributor.claimMany(claims);
        vm.assertEq(reputation.totalSupply(), 0);
    }

    function test_The_guardian_withholds_and_the_admin_lifts() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        uint64 batchId = anchorAlone(completed);
        vm.expectEmit(address(distributor));
        emit RewardDistributor.BatchWithheld(batchId, true);
        vm.prank(guardian);
        distributor.withhold(batchId, true);
        vm.assertTrue(distributor.isWithheld(batchId));
        vm.expectEmit(address(distributor));
        emit RewardDistributor.BatchWithheld(batchId, false);
        vm.prank(admin);
        distributor.withhold(batchId, false);
        vm.assertFalse(distributor.isWithheld(batchId));
        distributor.claim(batchId, completed, none(), terms);
    }

    function test_RevertWhen_constructed_without_a_registry() public {
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.InvalidRegistry.selector, stranger));
        new RewardDistributor(AttestationRegistry(stranger), MAX_XP, MAX_REPUTATION);
    }

    function test_Its_parts_are_fixed_at_construction() public view {
        vm.assertEq(address(distributor.registry()), address(registry));
        vm.assertEq(reputation.distributor(), address(distributor));
        vm.assertEq(distributor.maxXp(), MAX_XP);
        vm.assertEq(distributor.maxReputation(), MAX_REPUTATION);
    }

    function _claims(uint256 n) private returns (RewardDistributor.Claim[] memory claims) {
        claims = new RewardDistributor.Claim[](n);
        for (uint256 i = 0; i < n; ++i) {
            CompletedQuest memory completed = quest(i);
            SignedTerms memory terms = sign(completed);
            claims[i] = RewardDistributor.Claim(anchorAlone(completed), completed, none(), terms);
        }
    }
}
