// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {AttestationRegistry} from "../src/AttestationRegistry.sol";
import {CivicReputation} from "../src/CivicReputation.sol";
import {Town} from "./fixture/Town.sol";
import {vm} from "./fixture/Vm.sol";

contract InvariantsTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Town private _town;
    AttestationRegistry private _registry;
    CivicReputation private _reputation;

    function setUp() public {
        _town = new Town();
        (address registry,, address reputation) = _town.contracts();
        (_registry, _reputation) = (AttestationRegistry(registry), CivicReputation(reputation));
    }

    /// @notice Read by forge: only the town acts …
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_town);
    }

    /// @notice … and it does these six things.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        bytes4[] memory selectors = new bytes4[](6);
        (selectors[0], selectors[1], selectors[2]) = (Town.complete.selector, Town.forge.selector, Town.claim.selector);
        (selectors[3], selectors[4], selectors[5]) =
        (Town.withhold.selector, Town.revoke.selector, Town.overwrite.selector);
        targets[0] = FuzzSelector(address(_town), selectors);
    }

    function invariant_Members_own_exactly_what_was_claimed_for_them() public view {
        uint256 xp;
        uint256 points;
        for (uint256 i = 0; i < 4; ++i) {
            address member = _town.member(i);
            vm.assertEq(_reputation.xpOf(member), _town.xpPaid(member));
            vm.assertEq(_reputation.balanceOf(member), _town.reputationPaid(member));
            (xp, points) = (xp + _reputation.xpOf(member), points + _reputation.balanceOf(member));
        }
        vm.assertEq(_reputation.totalXp(), xp);
        vm.assertEq(_reputation.totalSupply(), points);
        vm.assertEq(_town.totalXpPaid(), xp);
        vm.assertEq(_town.totalReputationPaid(), points);
    }

    function invariant_A_claim_pays_if_and_only_if_it_is_signed_due_and_not_withheld() public view {
        vm.assertEq(_town.unexpected(), 0);
    }

    function invariant_A_root_never_changes() public view {
        uint256 n = _town.rootCount();
        vm.assertEq(_registry.batchCount(), n);
        for (uint64 i = 0; i < n; ++i) {
            vm.assertEq(_registry.rootOf(i + 1), _town.roots(i));
        }
        vm.assertEq(_registry.rootOf(0), bytes32(0));
        vm.assertEq(_registry.rootOf(uint64(n + 1)), bytes32(0));
    }
}
