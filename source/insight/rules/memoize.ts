import {formatBytes} from '../../text/bytes.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {timeClause} from '../say.ts';
import {inputsOf, ranOf, sumAt} from '../scene.ts';

/** A cache of an inner side that forgets what it is asked for again, or is hardly ever asked for the same twice. */
export const memoize: Rule = {
	name: 'memoize',
	find: scene => ranOf(scene, 'Memoize').flatMap(node => {
		const hits = sumAt(node.raw, 'Cache Hits');
		const misses = sumAt(node.raw, 'Cache Misses');
		const evictions = sumAt(node.raw, 'Cache Evictions');
		const overflows = sumAt(node.raw, 'Cache Overflows');
		const tooSmall = evictions + overflows > 0;
		const [input] = inputsOf(scene, node);
		if (misses === 0 || (!tooSmall && hits >= misses)) {
			return [];
		}

		// A miss for what was evicted had been a hit in a larger cache; without evictions only the cache itself could be saved.
		const again = Math.min(misses, evictions + overflows) / misses;
		const below = input?.inclusiveMs ?? null;
		const saves = tooSmall ? (below === null ? null : below * again) : node.selfMs;
		const kilobytes = sumAt(node.raw, 'Peak Memory Usage');
		return [{
			nodeId: node.id,
			title: tooSmall ? `Memoize forgets: ${formatCount(evictions + overflows)} evictions` : `Memoize hits ${formatCount(hits)} of ${formatCount(hits + misses)} times`,
			evidence: `The cache of ${formatBytes(kilobytes * 1024)} had ${formatCount(hits)} hits, ${formatCount(misses)} misses, ${formatCount(evictions)} evictions and ${formatCount(overflows)} overflows${timeClause(scene, saves)}.`,
			advice: tooSmall
				? 'Raise work_mem (x hash_mem_multiplier) for this query, so that the cache keeps what is asked for again.'
				: 'ANALYZE the outer table: the planner expects fewer distinct values than there are. To compare: SET enable_memoize = off.',
			savesMs: saves,
			covers: [node.id, ...(input === undefined ? [] : [input.id])],
		}];
	}),
};
