import {formatBytes} from '../../text/bytes.ts';
import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {countAt} from '../scene.ts';

const pageBytes = 8192;
/** Most of the WAL, and more than 1 MB of it. */
const most = 0.5;
const manyBytes = 1024 * 1024;

/** After each checkpoint the first change of a page logs the whole page. */
export const fullPageImages: Rule = {
	name: 'full-page-images',
	find: ({plan, ran}) => {
		const [root] = ran;
		const images = root === undefined ? 0 : countAt(root.raw, 'WAL FPI') ?? 0;
		const bytes = root === undefined ? 0 : countAt(root.raw, 'WAL Bytes') ?? 0;
		// The hole in a page is left out and the rest may be compressed, so this is the most that they can be.
		const share = bytes === 0 ? 0 : Math.min(1, images * pageBytes / bytes);
		if (bytes < manyBytes || share < most) {
			return [];
		}

		const writers = ran.toSorted((a, b) => (b.selfWal?.fpi ?? 0) - (a.selfWal?.fpi ?? 0));
		return [{
			nodeId: writers[0]?.id ?? null,
			title: `${formatCount(images)} full page images in ${formatBytes(bytes)} of WAL`,
			evidence: `The write-ahead log got ${formatBytes(bytes)}, of which full page images are up to ${formatPercent(share)}${plan.nodes.some(({nodeType}) => nodeType === 'ModifyTable') ? '' : ', although nothing was changed'}.`,
			advice: 'Have checkpoints come less often (max_wal_size, checkpoint_timeout), or set wal_compression.',
			savesMs: null,
			severity: 'info' as const,
		}];
	},
};
