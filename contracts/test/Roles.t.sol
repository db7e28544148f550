// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {CompletedQuest, SignedTerms} from "../src/Attestations.sol";
import {AttestationRegistry} from "../src/AttestationRegistry.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {vm} from "./fixture/Vm.sol";

/// @notice Attacks with wrong or stolen roles, and what a pause stops.
contract RolesTest is Fixture {
    bytes32 private immutable ANCHORER = keccak256("ANCHORER");
    bytes32 private immutable GUARDIAN = keccak256("GUARDIAN");

    function test_Wrong_roles_can_not_anchor() public {
        address[5] memory others = [admin, guardian, receiptKey, creator, stranger];
        for (uint256 i = 0; i < others.length; ++i) {
            _expectUnauthorized(others[i], ANCHORER);
            registry.anchor(1, keccak256("root"), 1);
        }
    }

    function test_Wrong_roles_can_not_pause_or_withhold() public {
        address[5] memory others = [admin, anchorer, receiptKey, creator, stranger];
        for (uint256 i = 0; i < others.length; ++i) {
            _expectUnauthorized(others[i], GUARDIAN);
            registry.pause();
            _expectUnauthorized(others[i], GUARDIAN);
            distributor.withhold(1, true);
        }
    }

    function test_Wrong_roles_can_not_unpause_lift_grant_or_change_the_receipt_key() public {
        address[5] memory others = [guardian, anchorer, receiptKey, creator, stranger];
        for (uint256 i = 0; i < others.length; ++i) {
            _expectUnauthorized(others[i], 0);
            registry.unpause();
            _expectUnauthorized(others[i], 0);
            distributor.withhold(1, false);
            _expectUnauthorized(others[i], 0);
            registry.grantRole(ANCHORER, stranger);
            _expectUnauthorized(others[i], 0);
            registry.setReceiptKey(stranger);
        }
    }

    function test_Paused_stops_anchoring_and_nothing_else() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        uint64 batchId = anchorAlone(completed);
        vm.prank(guardian);
        registry.pause();
        vm.expectRevert(abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        vm.prank(anchorer);
        registry.anchor(batchId + 1, keccak256("root"), 1);
        distributor.claim(batchId, completed, none(), terms);
        vm.prank(creator);
        registry.revoke(batchId, completed, none(), 0);
        (bool anchored, bool signed) = registry.verify(batchId, completed, none(), terms);
        vm.assertTrue(anchored && signed);
        vm.assertEq(registry.batchCount(), batchId);
    }

    function test_Revoke_by_strangers() public {
        CompletedQuest memory completed = quest(1);
        uint64 batchId = anchorAlone(completed);
        address[4] memory others = [admin, anchorer, guardian, stranger];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(AttestationRegistry.NotParty.selector, leafOf(completed), others[i]));
            vm.prank(others[i]);
            registry.revoke(batchId, completed, none(), 0);
        }
    }

    function test_Revoke_twice() public {
        CompletedQuest memory completed = quest(1);
        uint64 batchId = anchorAlone(completed);
        address[2] memory parties = [creator, performer];
        for (uint256 i = 0; i < 2; ++i) {
            vm.prank(parties[i]);
            registry.revoke(batchId, completed, none(), 1);
        }
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(AttestationRegistry.AlreadyRevoked.selector, leafOf(completed), parties[i])
            );
            vm.prank(parties[i]);
            registry.revoke(batchId, completed, none(), 1);
        }
    }

    function _expectUnauthorized(address account, bytes32 role) private {
        vm.expectRevert(abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, account, role));
        vm.prank(account);
    }
}
