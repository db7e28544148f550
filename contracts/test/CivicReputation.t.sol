// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {CivicReputation} from "../src/CivicReputation.sol";
import {Fixture} from "./fixture/Fixture.sol";
import {vm} from "./fixture/Vm.sol";

contract CivicReputationTest is Fixture {
    function test_It_shows_up_in_wallets_as_a_token_without_decimals() public view {
        vm.assertEq(reputation.name(), "Civic Reputation");
        vm.assertEq(reputation.symbol(), "CIVIC");
        vm.assertEq(reputation.decimals(), 0);
        vm.assertEq(reputation.allowance(creator, performer), 0);
    }

    function testFuzz_Points_add_up(uint32 xp, uint32 points, uint32 moreXp, uint32 morePoints) public {
        vm.expectEmit(address(reputation));
        emit IERC20.Transfer(address(0), performer, points);
        _mint(performer, xp, points);
        _mint(performer, moreXp, morePoints);
        _mint(creator, 1, 2);
        vm.assertEq(reputation.xpOf(performer), uint256(xp) + moreXp);
        vm.assertEq(reputation.balanceOf(performer), uint256(points) + morePoints);
        vm.assertEq(reputation.totalXp(), uint256(xp) + moreXp + 1);
        vm.assertEq(reputation.totalSupply(), uint256(points) + morePoints + 2);
    }

    function test_RevertWhen_anybody_moves_or_approves_points() public {
        _mint(performer, 1, 1);
        bytes memory soulbound = abi.encodeWithSelector(CivicReputation.Soulbound.selector);
        vm.expectRevert(soulbound);
        vm.prank(performer);
        reputation.transfer(creator, 1);
        vm.expectRevert(soulbound);
        vm.prank(performer);
        reputation.transferFrom(performer, creator, 1);
        vm.expectRevert(soulbound);
        vm.prank(performer);
        reputation.approve(creator, 1);
    }

    function test_RevertWhen_anybody_but_the_distributor_mints() public {
        address[5] memory others = [admin, anchorer, guardian, performer, address(registry)];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(CivicReputation.NotDistributor.selector, others[i]));
            vm.prank(others[i]);
            reputation.mint(performer, 1, 1);
        }
    }

    function test_RevertWhen_constructed_without_a_distributor() public {
        vm.expectRevert(abi.encodeWithSelector(CivicReputation.InvalidDistributor.selector));
        new CivicReputation(address(0));
    }

    function _mint(address to, uint32 xp, uint32 points) private {
        vm.prank(address(distributor));
        reputation.mint(to, xp, points);
    }
}
