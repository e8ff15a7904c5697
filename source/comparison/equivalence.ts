import type {OperationRun} from '../experiment/operation-run.ts';
import {sanitise} from '../text/plain.ts';
import type {Equivalence} from './operation-comparison.ts';

/** What the checks of one rewrite come to: a single other answer makes it another operation. */
export function equivalenceOf({checks}: Pick<OperationRun, 'checks'>, rewrite: string): Equivalence {
	const own = checks.filter(check => check.rewrite === rewrite);
	const because = own.flatMap(({case: name, verdict}) => verdict.kind === 'different' ? [`${sanitise(name)}: ${sanitise(verdict.because)}`] : []);
	const reordered = own.some(({verdict}) => verdict.kind === 'another order');
	return {kind: because.length > 0 ? 'different' : (reordered ? 'another order' : 'same'), checks: own.length, because};
}
