import type {Rule} from './draft.ts';
import {coarseTimer} from './rules/coarse-timer.ts';
import {filterRemovesRows} from './rules/filter-removes-rows.ts';
import {firstRows} from './rules/first-rows.ts';
import {foreignKeyIndex} from './rules/foreign-key-index.ts';
import {fullPageImages} from './rules/full-page-images.ts';
import {hashAggregateSpill} from './rules/hash-aggregate-spill.ts';
import {hashBatches} from './rules/hash-batches.ts';
import {heapFetches} from './rules/heap-fetches.ts';
import {hotNode} from './rules/hot-node.ts';
import {indexSearches} from './rules/index-searches.ts';
import {jit} from './rules/jit.ts';
import {joinReadsAll} from './rules/join-reads-all.ts';
import {largeOffset} from './rules/large-offset.ts';
import {largeSeqScan} from './rules/large-seq-scan.ts';
import {lateJoinFilter} from './rules/late-join-filter.ts';
import {leaderIdle} from './rules/leader-idle.ts';
import {lossyBitmap} from './rules/lossy-bitmap.ts';
import {memoize} from './rules/memoize.ts';
import {missingWorkers} from './rules/missing-workers.ts';
import {planningTime} from './rules/planning-time.ts';
import {readEfficiency} from './rules/read-efficiency.ts';
import {repeatedSeqScan} from './rules/repeated-seq-scan.ts';
import {repeatedSubplan} from './rules/repeated-subplan.ts';
import {rowMisestimate} from './rules/row-misestimate.ts';
import {selectDirties} from './rules/select-dirties.ts';
import {settings} from './rules/settings.ts';
import {slowCount} from './rules/slow-count.ts';
import {sortOnDisk} from './rules/sort-on-disk.ts';
import {staleStatistics} from './rules/stale-statistics.ts';
import {tempFiles} from './rules/temp-files.ts';
import {triggerTime} from './rules/trigger-time.ts';
import {walBuffersFull} from './rules/wal-buffers-full.ts';
import {workerSkew} from './rules/worker-skew.ts';
import {wrongOrderIndex} from './rules/wrong-order-index.ts';

/**
 * From the most specific to the most general: what one has explained, those after it leave alone. A missing index comes before what
 * it leads to, a cause before a symptom, and where the time merely goes comes last.
 */
export const rules: readonly Rule[] = [
	foreignKeyIndex,
	triggerTime,
	repeatedSeqScan,
	joinReadsAll,
	repeatedSubplan,
	largeOffset,
	wrongOrderIndex,
	indexSearches,
	slowCount,
	firstRows,
	largeSeqScan,
	filterRemovesRows,
	lateJoinFilter,
	staleStatistics,
	rowMisestimate,
	hashBatches,
	sortOnDisk,
	hashAggregateSpill,
	memoize,
	lossyBitmap,
	tempFiles,
	heapFetches,
	missingWorkers,
	leaderIdle,
	workerSkew,
	readEfficiency,
	jit,
	planningTime,
	fullPageImages,
	walBuffersFull,
	selectDirties,
	settings,
	coarseTimer,
	hotNode,
];
