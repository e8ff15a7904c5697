import type {PlanNode} from '../plan/plan.ts';
import {tempBlocksOf} from './scene.ts';

/**
 * Wall ms for writing or reading back one 8 kB block of a temporary file and what goes with it. Measured on PostgreSQL 18:
 * sorts, hash joins and hash aggregates of up to 900,000 rows cost 0.01 to 0.03 ms more per block than they did in memory.
 */
const msPerBlock = 0.02;

/** Blocks that one kB on disk is, written and read back. */
const blocksPerKilobyte = 2 / 8;

/** Wall ms of one node's temporary blocks, at most its own time; null when it was not timed. */
function spillMs(node: PlanNode, blocks: number): number | null {
	if (node.selfMs === null) {
		return null;
	}

	// With track_io_timing Postgres says how long the files took; what else spilling costs is on top of it.
	const io = blocks > 0 && node.selfIo !== null ? node.selfIo.readMs + node.selfIo.writeMs : 0;
	return Math.min(Math.max(0, node.selfMs), Math.max(io, blocks * msPerBlock / node.processes));
}

/**
 * Wall ms that went into temporary files in these nodes, at most their own time. Where blocks were not counted (no BUFFERS), the
 * kB that the first node says it had on disk stand for them. null when not timed, or when neither is known.
 */
export function spillMsOf(nodes: readonly PlanNode[], kilobytes: number | null): number | null {
	let sum = 0;
	for (const [at, node] of nodes.entries()) {
		const blocks = tempBlocksOf(node) ?? (kilobytes === null ? null : (at === 0 ? kilobytes * blocksPerKilobyte : 0));
		const ms = blocks === null ? null : spillMs(node, blocks);
		if (ms === null) {
			return null;
		}

		sum += ms;
	}

	return sum;
}

/** Kilobytes as a setting that Postgres takes: `24MB`, rounded up. */
export function memorySetting(kilobytes: number): string {
	const megabytes = Math.max(1, Math.ceil(kilobytes / 1024));
	return `${megabytes < 1000 ? megabytes : Math.ceil(megabytes / 100) * 100}MB`;
}
