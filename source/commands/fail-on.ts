import {didYouMean} from '../catalog/nearest.ts';
import type {MeasurementComparison} from '../comparison/measurement-comparison.ts';
import {PlanflipError} from '../errors.ts';

/** What makes `compare` exit with 1, and whether it is so. */
const reasons: Readonly<Record<string, (comparison: MeasurementComparison) => boolean>> = {
	/** Slower beyond doubt, or a rewrite that answers differently. */
	regression: ({attention}) => attention.some(({kind}) => kind === 'regression' || kind === 'other answer'),
	/** Anything that needs attention. */
	attention: ({attention}) => attention.length > 0,
	/** An index that is built in between and saves nothing. */
	index: ({indexes}) => indexes.adoptions.some(({verdict}) => verdict !== 'saves'),
	/** An estimate of the team's that did not hold. */
	estimate: ({statements, operations}) => [...statements, ...operations].some(({estimate}) => estimate?.held === false),
	/** Something that could not be compared. */
	incomplete: ({missing, statements}) => missing.length > 0 || statements.some(({verdict}) => verdict === null),
	never: () => false,
};

/** `--fail-on regression,incomplete`: whether the comparison is a failure. @throws PlanflipError usage, with the words there are. */
export function readFailOn(text: string | undefined): (comparison: MeasurementComparison) => boolean {
	const words = (text ?? 'regression').split(',').map(word => word.trim());
	const wanted = words.map(word => {
		const reason = Object.hasOwn(reasons, word) ? reasons[word] : undefined;
		if (reason === undefined) {
			throw new PlanflipError('usage', {message: `There is no "${word}" to fail on.`, where: '--fail-on', hint: `${didYouMean(word, Object.keys(reasons))}Words, with commas between several: ${Object.keys(reasons).join(', ')}.`});
		}

		return reason;
	});
	return comparison => wanted.some(isSo => isSo(comparison));
}
