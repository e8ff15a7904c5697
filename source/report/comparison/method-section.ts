import type {MeasurementComparison} from '../../comparison/measurement-comparison.ts';
import {span} from '../../view/line.ts';
import type {Section} from '../document.ts';
import {weighingText} from './weighing-text.ts';

/** How the numbers came about, for whoever was not there. */
export function methodSection({statements, operations, after, overall}: MeasurementComparison): Section {
	const inTurns = statements.filter(({basis}) => basis === 'in turns').length;
	const apart = statements.filter(({basis}) => basis === 'apart').length;
	const walked = operations.filter(({basis}) => basis === 'in turns').length;
	const rung = after.statements[0]?.run.run.rung ?? after.operations[0]?.run.rung;
	const sentences = [
		...(inTurns > 0 ? ['In turns: the query was executed alternately under the baseline\'s indexes and under those built since, in the same minutes. The ratio is the Hodges-Lehmann shift of the logarithms of the times, with an interval that misses the truth at most once in twenty.'] : []),
		...(apart > 0 ? [`Apart: ${apart === statements.length ? 'the queries were' : `${apart} of ${statements.length} were`} measured once before and once after, as indexes could not be switched here. What the machine did in between is in the times, so only what the blocks bear out, or a factor of four under another plan, is beyond doubt.`] : []),
		...(walked > 0 ? [`Operations${statements.length === 0 ? '' : ', too,'} were walked in turns under the baseline's indexes and under those built since${walked === operations.length ? '' : ` (${walked} of ${operations.length})`}: chains and rewrites of both, a whole walk each time, after one that is not timed.`] : []),
		'"No difference" means less than 5 %. The same plan is no difference, whatever the clock says.',
		...(statements.length > 0 ? [`Overall figures are weighted ${weighingText(overall.statements.weighing)}. What is not proved counts as unchanged.`] : []),
		...(rung === undefined ? [] : [`Indexes were switched as ${rung.badge}; node times in plans are of one run with timing on, and not comparable with the medians.`]),
	];
	return {id: 'method', title: 'How this was measured', blocks: [{kind: 'list', items: sentences.map(text => [span(text, 'dim')]), ordered: false}]};
}
