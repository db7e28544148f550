// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {CompletedQuest, SignedTerms} from "contracts/src/Attestations.sol";

/// @notice The least that an anchored root can cost: one new slot and the event, without a role, an order or a pause.
contract LeastAnchor {
    mapping(uint64 batchId => bytes32 root) private _roots;

    event BatchAnchored(uint64 indexed batchId, bytes32 indexed root, uint32 leafCount);

    function anchor(uint64 batchId, bytes32 root, uint32 leafCount) external {
        _roots[batchId] = root;
        emit BatchAnchored(batchId, root, leafCount);
    }
}

/// @notice The least that a claim with two signatures can cost in one contract: its calldata, two recoveries, one slot that
/// says claimed, one of the member, one of the totals, and the two events. It checks nothing.
contract LeastClaim {
    struct Points {
        uint128 reputation;
        uint128 xp;
    }

    mapping(address creator => mapping(bytes16 questId => bool)) private _claimed;
    mapping(address account => Points) private _points;
    Points private _totals;

    event RewardClaimed(
        bytes16 indexed questId, address indexed performer, address indexed creator, uint64 batchId, uint32 xp, uint32 reputation
    );
    event Transfer(address indexed from, address indexed to, uint256 value);

    error NotRecovered();

    function claim(uint64 batchId, CompletedQuest calldata c, bytes32[] calldata, SignedTerms calldata terms) external {
        if (_recover(terms.titleHash, terms.creatorSignature) == _recover(terms.titleHash, terms.performerSignature)) {
            revert NotRecovered();
        }
        _claimed[c.creator][c.questId] = true;
        _add(_points[c.performer], c.xp, c.reputation);
        _add(_totals, c.xp, c.reputation);
        emit RewardClaimed(c.questId, c.performer, c.creator, batchId, c.xp, c.reputation);
        emit Transfer(address(0), c.performer, c.reputation);
    }

    function _recover(bytes32 digest, bytes calldata s) private pure returns (address) {
        return ecrecover(digest, uint8(s[64]), bytes32(s[:32]), bytes32(s[32:64]));
    }

    function _add(Points storage points, uint32 xp, uint32 reputation) private {
        (uint128 oldReputation, uint128 oldXp) = (points.reputation, points.xp);
        (points.reputation, points.xp) = (oldReputation + reputation, oldXp + xp);
    }
}
