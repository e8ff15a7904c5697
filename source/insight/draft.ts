import type {IndexProposal, RuleName, Severity} from './insight.ts';
import type {Scene} from './scene.ts';

/** What a rule found; whether it is said, insightsOf decides. */
export interface Draft {
	readonly nodeId: number | null;
	readonly title: string;
	readonly evidence: string;
	readonly advice: string | null;
	/** Wall ms at most; null when it cannot be told, and then it is said in any case. */
	readonly savesMs: number | null;
	/** Left out: by the share of the time that it could save. */
	readonly severity?: Severity;
	readonly proposal?: IndexProposal | null;
	/** Nodes whose time this explains, so that more general rules leave them alone. Left out: the node. */
	readonly covers?: readonly number[];
}

/** One kind of smell. The rules stand in a row, the most specific first. */
export interface Rule {
	readonly name: RuleName;
	/** `explained` has the nodes that a rule before this one has spoken of. */
	readonly find: (scene: Scene, explained: ReadonlySet<number>) => readonly Draft[];
}
