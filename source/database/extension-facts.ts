/** What extensions the server has that let the planner see other indexes than there are. */
export interface ExtensionFacts {
	readonly hypopg: HypopgFacts;
	readonly hintPlan: HintPlanFacts;
}

/** https://hypopg.readthedocs.io */
export interface HypopgFacts {
	/** The version that CREATE EXTENSION would install; null when the server does not have the package. */
	readonly available: string | null;
	/** The version in this database; null without CREATE EXTENSION. */
	readonly installed: string | null;
	/** Where its functions are, quoted; null when not installed. */
	readonly schema: string | null;
	/** hypopg_create_index is there and answers this user. */
	readonly imagines: boolean;
	/** And hypopg_hide_index (1.4 and later) too. */
	readonly hides: boolean;
	/** What Postgres said when an installed one did not answer. */
	readonly problem: string | null;
}

/** https://github.com/ossc-db/pg_hint_plan */
export interface HintPlanFacts {
	/** The version that the server has files of; null when it has none. */
	readonly available: string | null;
	/** Comments are read as hints in this session. */
	readonly loaded: boolean;
	/** It was not there when the session began: each new connection has to LOAD it, which takes a superuser. */
	readonly byLoad: boolean;
	/** It knows DisableIndex (1.8, for PostgreSQL 18), as a trial has shown. */
	readonly disables: boolean;
}

/** A server that has neither, such as the embedded one. */
export const noExtensions: ExtensionFacts = {
	hypopg: {available: null, installed: null, schema: null, imagines: false, hides: false, problem: null},
	hintPlan: {available: null, loaded: false, byLoad: false, disables: false},
};
