// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {CompletedQuest, SignedTerms} from "../src/Attestations.sol";
import {RewardDistributor} from "../src/RewardDistributor.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {vm} from "./fixture/Vm.sol";
import {
    CarelessWallet,
    GarbageWallet,
    GasBurningWallet,
    OwnedWallet,
    ReenteringWallet,
    ReturnBombWallet,
    RevertBombWallet,
    RevertingWallet,
    TrapFactory
} from "./fixture/Wallets.sol";

/// @notice Attacks with contract wallets. A hostile one is a wallet that did not sign, no more.
contract HostileWalletsTest is Fixture {
    bytes32 private constant SUFFIX = 0x6492649264926492649264926492649264926492649264926492649264926492;

    function test_Hostile_1271_that_reverts() public {
        _expectNotSigned(address(new RevertingWallet()));
    }

    function test_Hostile_1271_that_burns_all_gas() public {
        _expectNotSigned(address(new GasBurningWallet()));
    }

    function test_Hostile_1271_that_returns_garbage() public {
        _expectNotSigned(address(new GarbageWallet(hex"1626ba7e")));
        _expectNotSigned(address(new GarbageWallet(abi.encode(keccak256("garbage")))));
        _expectNotSigned(address(new GarbageWallet("")));
    }

    function test_Hostile_1271_that_reverts_with_a_bomb() public {
        _expectNotSigned(address(new RevertBombWallet()));
    }

    /// @dev One megabyte costs the wallet 2.1 M gas to return and the caller nothing, because one word of it is read.
    function test_Hostile_1271_that_returns_a_bomb_costs_the_caller_nothing_more() public {
        address bomb = address(new ReturnBombWallet());
        vm.assertTrue(registry.isSignatureValid{gas: 20_000_000}(bomb, keccak256("digest"), ""));
        uint256 wallet = gasleft();
        (bool answered,) = bomb.staticcall{gas: 10_000_000}("");
        wallet -= gasleft();
        vm.assertTrue(answered);
        uint256 check = gasleft();
        registry.isSignatureValid(bomb, keccak256("digest"), "");
        check -= gasleft();
        // The plain call above copies the answer, the registry does not: it is cheaper although it does more.
        vm.assertLe(check, wallet, "gas of the check");
    }

    function test_A_6492_inner_signature_after_deployment_is_paid_and_never_deploys() public {
        CompletedQuest memory completed = quest(1);
        TrapFactory factory = new TrapFactory();
        completed.performer = address(new OwnedWallet(performer));
        SignedTerms memory terms = sign(completed);
        terms.performerSignature = _wrap(address(factory), terms.performerSignature);
        commit(completed, terms);
        distributor.claim(anchorAlone(completed), completed, none(), terms);
        vm.assertEq(reputation.balanceOf(completed.performer), 10);
        vm.assertEq(factory.calls(), 0);
    }

    function test_A_6492_signature_does_not_sign_for_a_plain_account() public {
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        terms.performerSignature = _wrap(address(new TrapFactory()), terms.performerSignature);
        _expectNotSigned(completed, terms);
    }

    function test_A_7702_account_still_signs_with_its_key() public {
        vm.signAndAttachDelegation(address(new RevertingWallet()), performerKey);
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = sign(completed);
        vm.assertTrue(performer.code.length == 23);
        distributor.claim(anchorAlone(completed), completed, none(), terms);
        vm.assertEq(reputation.balanceOf(performer), 10);
    }

    function test_A_7702_account_whose_delegate_reverts_signs_with_nothing_else() public {
        vm.signAndAttachDelegation(address(new RevertingWallet()), performerKey);
        CompletedQuest memory completed = quest(1);
        _expectNotSigned(completed, signWith(completed, creatorKey, key(7)));
    }

    function test_A_7702_account_may_sign_through_its_delegate() public {
        vm.signAndAttachDelegation(address(new CarelessWallet()), performerKey);
        CompletedQuest memory completed = quest(1);
        SignedTerms memory terms = signWith(completed, creatorKey, key(7));
        distributor.claim(anchorAlone(completed), completed, none(), terms);
        vm.assertEq(reputation.balanceOf(performer), 10);
    }

    function test_A_rotated_owner_makes_the_reward_unpayable() public {
        CompletedQuest memory completed = quest(1);
        OwnedWallet wallet = new OwnedWallet(performer);
        completed.performer = address(wallet);
        SignedTerms memory terms = sign(completed);
        wallet.setOwner(stranger);
        _expectNotSigned(completed, terms);
    }

    /// @dev The check is a static call: the wallet runs, its claim inside fails, and it is paid once by the outer one.
    function test_Reentrancy() public {
        CompletedQuest memory completed = quest(1);
        ReenteringWallet wallet = new ReenteringWallet(distributor);
        completed.performer = address(wallet);
        SignedTerms memory terms = sign(completed);
        uint64 batchId = anchorAlone(completed);
        wallet.arm(abi.encodeCall(RewardDistributor.claim, (batchId, completed, none(), terms)));
        distributor.claim{gas: 5_000_000}(batchId, completed, none(), terms);
        vm.assertEq(reputation.balanceOf(address(wallet)), 10);
    }

    function test_One_hostile_wallet_does_not_hide_which_item_of_claimMany_is_bad() public {
        RewardDistributor.Claim[] memory claims = new RewardDistributor.Claim[](2);
        for (uint256 i = 0; i < 2; ++i) {
            CompletedQuest memory completed = quest(i);
            if (i == 1) completed.performer = address(new GasBurningWallet());
            SignedTerms memory terms = sign(completed);
            claims[i] = RewardDistributor.Claim(anchorAlone(completed), completed, none(), terms);
        }
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotSigned.selector, claims[1].completed.questId));
        distributor.claimMany{gas: 10_000_000}(claims);
    }

    function _expectNotSigned(address wallet) private {
        for (uint256 role = 0; role < 2; ++role) {
            CompletedQuest memory completed = quest(role);
            (completed.creator, completed.performer) = role == 0 ? (wallet, performer) : (creator, wallet);
            _expectNotSigned(completed, sign(completed));
        }
        vm.assertFalse(registry.isSignatureValid{gas: 3_000_000}(wallet, keccak256("digest"), "signature"));
    }

    function _expectNotSigned(CompletedQuest memory completed, SignedTerms memory terms) private {
        commit(completed, terms);
        uint64 batchId = anchorAlone(completed);
        (bool anchored, bool signed) = registry.verify{gas: 6_000_000}(batchId, completed, none(), terms);
        vm.assertTrue(anchored && !signed);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotSigned.selector, completed.questId));
        distributor.claim{gas: 6_000_000}(batchId, completed, none(), terms);
    }

    function _wrap(address factory, bytes memory inner) private pure returns (bytes memory) {
        return bytes.concat(abi.encode(factory, bytes("deploy"), inner), SUFFIX);
    }
}
