/** What an index adds to the write-ahead log for each new row of its table. */
export type WalCost =
	| {readonly kind: 'measured'; readonly index: string; /** For one row, of many. */ readonly bytes: number}
	| {readonly kind: 'not measured'; readonly index: string; readonly because: string};
