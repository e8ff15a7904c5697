export const paneNames = ['queries', 'indexes', 'plan', 'buffers', 'timing'] as const;
export type PaneName = (typeof paneNames)[number];

export type FilteredPane = Extract<PaneName, 'queries' | 'indexes' | 'plan'>;

/** Where a list stands: the row under the cursor and the first row shown. */
export interface ListPlace {
	readonly cursor: number;
	readonly offset: number;
}
