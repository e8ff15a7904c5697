/** What happens while a verb goes through its steps. */
export type StepEvent =
	/** Work under way; fraction from 0 to 1, null when it cannot be told. `at` is where in it. */
	| {readonly kind: 'step'; readonly title: string; readonly fraction: number | null; readonly at?: string}
	| {readonly kind: 'done'; readonly title: string}
	/** Nothing to do here, and why. */
	| {readonly kind: 'skipped'; readonly title: string; readonly why: string}
	/** --dry-run: the statements that would run. */
	| {readonly kind: 'would'; readonly title: string; readonly statements: readonly string[]}
	/** Something the user should know, and nothing to wait for. */
	| {readonly kind: 'note'; readonly text: string};
