import type {OperationComparison} from '../../comparison/operation-comparison.ts';
import type {StatementComparison} from '../../comparison/statement-comparison.ts';
import type {DiffVerdict} from '../../diff/diff-verdict.ts';
import {type Line, span, type Tone} from '../../view/line.ts';

/** The claim in one phrase; what was measured apart says so. */
export function verdictLine({verdict}: Pick<StatementComparison | OperationComparison, 'verdict'>): Line {
	if (verdict === null) {
		return [span('not compared', 'warn')];
	}

	// The figures of a claim name it already: `~ cannot tell (0.91x-1.24x, detects 18 %)`.
	const words = verdict.because.includes(verdict.verdict) ? verdict.because : `${verdict.verdict}: ${verdict.because}`;
	return verdict.basis === 'measured' ? [span(verdict.because, verdictTone(verdict))] : [span('apart, ', 'warn'), span(words, verdictTone(verdict))];
}

export function verdictTone({verdict}: Pick<DiffVerdict, 'verdict'>): Tone {
	return verdict === 'faster' || verdict === 'slower' ? verdict : 'dim';
}
