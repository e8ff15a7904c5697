import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {nameConfiguration} from '../catalog/name-configuration.ts';
import type {TableState} from '../database/list-tables.ts';
import {readIndexMark} from '../database/read-index-mark.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {Session} from '../database/session.ts';
import {blockingWorkbench} from '../experiment/blocking-workbench.ts';
import {chooseRung} from '../experiment/choose-rung.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';
import {isolatedWorkbench} from '../experiment/isolated-workbench.ts';
import {type IndexProposal, withoutProposal, withProposal} from '../experiment/propose-index.ts';
import type {NamedIndexes} from '../experiment/run.ts';
import type {Rung, RungNumber} from '../experiment/rung.ts';
import {type RungGrounds, rungObstacle} from '../experiment/rung-obstacle.ts';
import {sharedWorkbench} from '../experiment/shared-workbench.ts';
import type {Workbench} from '../experiment/workbench.ts';
import type {Findings} from './findings.ts';

export interface BenchParts {
	readonly session: Session;
	readonly findings: Findings;
	/** A new look, after a step, after others have changed indexes, or after the connection was lost. */
	readonly lookOver: () => Promise<Findings>;
	readonly consentToBlock: boolean;
	readonly wish: RungNumber | null;
}

/** What can be switched here, and how: as the last look at the database found it, with what the user proposed and consented to. */
export interface Bench {
	readonly session: Session;
	readonly facts: ServerFacts;
	readonly tables: readonly TableState[];
	readonly universe: IndexUniverse;
	readonly grounds: RungGrounds;
	readonly rung: Rung;
	readonly workbench: Workbench;
	/** The workbench of another way of switching. */
	workbenchFor(rung: Rung): Workbench;
	named(configuration: IndexConfiguration): NamedIndexes;
	propose(proposal: IndexProposal): string;
	withdraw(key: string): void;
	/** Consent to rung 5: the rung is chosen anew. */
	allowBlocking(): Promise<void>;
	/** Whether others have built, dropped or renamed indexes since the last look. Asked between trials: in an open one its own would count. */
	isOutdated(): Promise<boolean>;
	/** After a new connection or a step: everything may be otherwise now, but what was proposed and consented to still holds. */
	lookAgain(): Promise<void>;
}

export function createBench({session, findings, lookOver, consentToBlock, wish}: BenchParts): Bench {
	let {facts, tables, universe, indexMark} = findings;
	let grounds: RungGrounds = {...findings, consentToBlock};
	let rung = chooseRung(grounds, wish);
	const workbenchFor = (on: Rung): Workbench => on.number === 1
		? isolatedWorkbench(session, () => universe, facts.superuser)
		: on.number === 5
			? blockingWorkbench(session, () => universe, facts.superuser)
			: sharedWorkbench(session, () => universe, on, facts.superuser, grounds.extensions);
	let workbench = workbenchFor(rung);
	return {
		session,
		get facts() {
			return facts;
		},
		get tables() {
			return tables;
		},
		get universe() {
			return universe;
		},
		get grounds() {
			return grounds;
		},
		get rung() {
			return rung;
		},
		get workbench() {
			return workbench;
		},
		workbenchFor,
		named: configuration => ({name: nameConfiguration(configuration, universe.presets), configuration}),
		propose(proposal) {
			const grown = withProposal(universe, proposal, tables);
			universe = grown.universe;
			return grown.key;
		},
		withdraw(key) {
			universe = withoutProposal(universe, key);
		},
		async allowBlocking() {
			await workbench.rest();
			grounds = {...grounds, consentToBlock: true};
			rung = chooseRung(grounds, wish === 6 ? null : wish);
			workbench = workbenchFor(rung);
		},
		async isOutdated() {
			return facts.engine !== 'pglite' && await readIndexMark(session) !== indexMark;
		},
		async lookAgain() {
			const proposals = universe.indexes.filter(index => index.origin === 'proposed');
			const fresh = await lookOver();
			({facts, tables, indexMark} = fresh);
			universe = proposals.reduce((grown, index) => withProposal(grown, {...index, sql: index.definition, why: index.why ?? ''}, fresh.tables).universe, fresh.universe);
			grounds = {...fresh, consentToBlock: grounds.consentToBlock};
			rung = chooseRung(grounds, wish !== null && rungObstacle(wish, grounds) === null ? wish : null);
			workbench = workbenchFor(rung);
		},
	};
}
