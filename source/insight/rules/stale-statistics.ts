import {formatCount, formatFactor, formatPercent} from '../../text/quantity.ts';
import {badEstimates, damageOf} from '../bad-estimates.ts';
import type {Rule} from '../draft.ts';
import {shortName} from '../say.ts';
import {staleTables} from '../stale-tables.ts';
import {isWorthSaying} from '../worth.ts';

/** Statistics of a table that has changed a good deal since they were made. */
export const staleStatistics: Rule = {
	name: 'stale-statistics',
	find: (scene, explained) => {
		const stale = [...staleTables(scene)];
		const wrong = stale.length === 0 ? [] : badEstimates(scene);
		return stale.map(([name, {modifiedSinceAnalyze, rows}]) => {
			const origins = wrong.filter(({scan}) => scan.relation === name).toSorted((a, b) => b.estimate.factor - a.estimate.factor);
			const [worst] = origins;
			const damages = origins.flatMap(origin => damageOf(scene, origin, explained) ?? []);
			const worstMs = damages.reduce<number | null>((most, {ms}) => ms === null ? most : Math.max(most ?? 0, ms), null);
			const share = rows > 0 ? ` of ${formatCount(rows)} (${formatPercent(modifiedSinceAnalyze / rows)})` : '';
			return {
				nodeId: worst?.node.id ?? scene.ran.find(({relation}) => relation === name)?.id ?? null,
				title: `${shortName(name)}: its statistics are out of date`,
				evidence: `${formatCount(modifiedSinceAnalyze)} rows${share} of ${shortName(name)} were changed since the last ANALYZE${worst === undefined ? '' : `, and ${worst.node.label} finds ${formatFactor(worst.estimate.factor)} ${worst.estimate.direction === 'under' ? 'more' : 'fewer'} rows than planned`}.`,
				advice: `ANALYZE ${shortName(name)}.`,
				savesMs: worstMs !== null && isWorthSaying(worstMs, scene.wholeMs) ? worstMs : null,
				severity: worst === undefined ? 'low' as const : 'medium' as const,
				covers: damages.flatMap(({nodes}) => nodes),
			};
		});
	},
};
