// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {CompletedQuest, SignedTerms} from "../src/Attestations.sol";
import {RewardDistributor} from "../src/RewardDistributor.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {StandardMerkleTree} from "./fixture/StandardMerkleTree.sol";
import {vm} from "./fixture/Vm.sol";

/// @notice The gas goals P4, as whole transactions (base cost and calldata included: every call is its own transaction).
/// forge-config: default.isolate = true
contract GasTest is Fixture {
    uint256 private constant DEPTH = 16;

    function test_Anchoring_the_second_batch_costs_at_most_54_500() public {
        anchor(keccak256("first"));
        vm.prank(anchorer);
        registry.anchor(2, keccak256("second"), 1000);
        _record("anchor", 54_500);
    }

    function test_Claiming_for_a_new_member_costs_at_most_122_000() public {
        anchorAndPay(1, vm.addr(key(7)), key(7)); // the totals are known, the member is not
        _claim(2);
        _record("claim, new member", 122_000);
    }

    function test_Claiming_for_a_known_member_costs_at_most_105_000() public {
        _claim(1);
        _claim(2);
        _record("claim, known member", 105_000);
    }

    function test_Claiming_twenty_for_new_members_costs_at_most_90_000_each() public {
        anchorAndPay(100, vm.addr(key(7)), key(7));
        distributor.claimMany(_claims(1000));
        _recordEach("claimMany of 20, new members, each", 90_000);
    }

    function test_Claiming_twenty_for_known_members_costs_at_most_73_000_each() public {
        distributor.claimMany(_claims(1000));
        distributor.claimMany(_claims(2000));
        _recordEach("claimMany of 20, known members, each", 73_000);
    }

    function anchorAndPay(uint256 n, address to, uint256 toKey) internal {
        CompletedQuest memory completed = quest(n);
        completed.performer = to;
        SignedTerms memory terms = signWith(completed, creatorKey, toKey);
        (uint64 batchId, bytes32[] memory proof) = anchorDeep(completed, DEPTH);
        distributor.claim(batchId, completed, proof, terms);
    }

    function _claim(uint256 n) private {
        anchorAndPay(n, performer, performerKey);
    }

    /// @dev Twenty quests of twenty performers in one batch, each with a proof of 16 hashes: a tree of 32 leaves, and eleven
    /// more hashes above it.
    function _claims(uint256 from) private returns (RewardDistributor.Claim[] memory claims) {
        claims = new RewardDistributor.Claim[](20);
        bytes32[] memory leaves = new bytes32[](32);
        for (uint256 i = 0; i < 32; ++i) {
            CompletedQuest memory completed = quest(from + i);
            uint256 performersKey = uint256(keccak256(abi.encode("member", i)));
            completed.performer = vm.addr(performersKey);
            SignedTerms memory terms = signWith(completed, creatorKey, performersKey);
            leaves[i] = leafOf(completed);
            if (i < 20) claims[i] = RewardDistributor.Claim(0, completed, none(), terms);
        }
        bytes32[] memory tree = StandardMerkleTree.build(leaves);
        (bytes32 root, bytes32[] memory above) = extend(tree[0], 11);
        uint64 batchId = anchor(root);
        for (uint256 i = 0; i < 20; ++i) {
            claims[i].batchId = batchId;
            uint256 index = StandardMerkleTree.indexOf(tree, leafOf(claims[i].completed));
            claims[i].proof = join(StandardMerkleTree.proofOf(tree, index), above);
            vm.assertEq(claims[i].proof.length, DEPTH);
        }
    }

    function _record(string memory name, uint256 limit) private {
        uint256 used = vm.snapshotGasLastCall("P4", name);
        vm.assertLe(used, limit, name);
    }

    function _recordEach(string memory name, uint256 limit) private {
        uint256 each = vm.lastCallGas().gasTotalUsed / 20;
        vm.snapshotValue("P4", name, each);
        vm.assertLe(each, limit, name);
    }
}
