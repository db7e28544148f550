// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {CompletedQuest, SignedTerms} from "../src/Attestations.sol";
import {AttestationRegistry} from "../src/AttestationRegistry.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {vm} from "./fixture/Vm.sol";

contract RevocationTest is Fixture {
    CompletedQuest private _completed;
    SignedTerms private _terms;
    bytes32[] private _proof;
    uint64 private _batchId;

    function setUp() public override {
        super.setUp();
        CompletedQuest memory completed = quest(1);
        _terms = sign(completed);
        _completed = completed;
        (_batchId, _proof) = anchorDeep(completed, 5);
    }

    function test_A_creator_withdraws_the_own_statement() public {
        vm.expectEmit(address(registry));
        emit AttestationRegistry.AttestationRevoked(leafOf(_completed), creator, _completed.questId, _batchId, 2);
        _revoke(creator, 2);
        _expectStatus(AttestationRegistry.Status.RevokedByCreator);
    }

    function test_A_performer_withdraws_the_own_statement() public {
        _revoke(performer, 1);
        _expectStatus(AttestationRegistry.Status.RevokedByPerformer);
    }

    function test_Both_may_withdraw_in_either_order() public {
        _revoke(performer, 0);
        _revoke(creator, 3);
        _expectStatus(AttestationRegistry.Status.RevokedByBoth);
    }

    function test_A_revoked_leaf_stays_anchored_signed_and_payable() public {
        _revoke(creator, 3);
        (bool anchored, bool signed) = registry.verify(_batchId, _completed, _proof, _terms);
        vm.assertTrue(anchored && signed);
        distributor.claim(_batchId, _completed, _proof, _terms);
        vm.assertEq(reputation.balanceOf(performer), 10);
    }

    function test_A_revocation_holds_in_every_batch_with_the_leaf() public {
        uint64 again = anchorAlone(_completed);
        _revoke(creator, 1);
        vm.assertTrue(registry.statusOf(again, _completed, none()) == AttestationRegistry.Status.RevokedByCreator);
    }

    function test_One_call_revokes_both_roles_of_a_wallet_that_holds_both() public {
        CompletedQuest memory own = quest(2);
        own.performer = creator;
        uint64 batchId = anchorAlone(own);
        vm.prank(creator);
        registry.revoke(batchId, own, none(), 0);
        vm.assertTrue(registry.statusOf(batchId, own, none()) == AttestationRegistry.Status.RevokedByBoth);
    }

    function testFuzz_RevertWhen_the_reason_is_unknown(uint8 reason) public {
        vm.assume(reason > 3);
        vm.expectRevert(abi.encodeWithSelector(AttestationRegistry.UnknownReason.selector, reason));
        _revoke(creator, reason);
    }

    function test_RevertWhen_the_leaf_is_not_anchored() public {
        CompletedQuest memory other = quest(2);
        vm.expectRevert(abi.encodeWithSelector(AttestationRegistry.NotAnchored.selector, _batchId, leafOf(other)));
        vm.prank(creator);
        registry.revoke(_batchId, other, _proof, 0);
    }

    function _revoke(address by, uint8 reason) private {
        vm.prank(by);
        registry.revoke(_batchId, _completed, _proof, reason);
    }

    function _expectStatus(AttestationRegistry.Status status) private view {
        vm.assertTrue(registry.statusOf(_batchId, _completed, _proof) == status);
    }
}
