// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @title Reputation and experience of members
/// @notice A soulbound ERC-20: wallets can show it, nobody can move it. Only its distributor mints, for ever.
/// @dev Own storage instead of OpenZeppelin's ERC20, for gas: reputation and experience of a member share one slot, both
/// totals another, and there are no allowances. A mint of at most 2^32 − 1 can not overflow 128 bits in practice; the
/// arithmetic is checked all the same.
contract CivicReputation is IERC20Metadata {
    struct Points {
        uint128 reputation;
        uint128 xp;
    }

    /// @notice The only account that may mint.
    address public immutable distributor;

    Points private _totals;
    mapping(address account => Points) private _points;

    /// @notice Transfers and approvals do not exist here.
    error Soulbound();
    /// @notice The sender is not the distributor.
    error NotDistributor(address account);
    /// @notice The distributor given at construction is zero.
    error InvalidDistributor();

    constructor(address distributor_) {
        if (distributor_ == address(0)) revert InvalidDistributor();
        distributor = distributor_;
    }

    /// @notice Adds a reward to an account. Emits `Transfer(0, to, reputation)`, also when it is zero.
    function mint(address to, uint32 xp, uint32 reputation) external {
        if (msg.sender != distributor) revert NotDistributor(msg.sender);
        _add(_points[to], xp, reputation);
        _add(_totals, xp, reputation);
        emit Transfer(address(0), to, reputation);
    }

    /// @notice Reputation of an account.
    function balanceOf(address account) external view returns (uint256) {
        return _points[account].reputation;
    }

    /// @notice Experience of an account.
    function xpOf(address account) external view returns (uint256) {
        return _points[account].xp;
    }

    /// @notice Reputation of all accounts.
    function totalSupply() external view returns (uint256) {
        return _totals.reputation;
    }

    /// @notice Experience of all accounts.
    function totalXp() external view returns (uint256) {
        return _totals.xp;
    }

    /// @notice Always reverts.
    function transfer(address, uint256) external pure returns (bool) {
        revert Soulbound();
    }

    /// @notice Always reverts.
    function transferFrom(address, address, uint256) external pure returns (bool) {
        revert Soulbound();
    }

    /// @notice Always reverts.
    function approve(address, uint256) external pure returns (bool) {
        revert Soulbound();
    }

    /// @notice Always zero.
    function allowance(address, address) external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IERC20Metadata
    function name() external pure returns (string memory) {
        return "Civic Reputation";
    }

    /// @inheritdoc IERC20Metadata
    function symbol() external pure returns (string memory) {
        return "CIVIC";
    }

    /// @inheritdoc IERC20Metadata
    function decimals() external pure returns (uint8) {
        return 0;
    }

    function _add(Points storage points, uint32 xp, uint32 reputation) private {
        (uint128 oldReputation, uint128 oldXp) = (points.reputation, points.xp);
        (points.reputation, points.xp) = (oldReputation + reputation, oldXp + xp);
    }
}
