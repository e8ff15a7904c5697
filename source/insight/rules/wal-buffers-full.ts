import {formatBytes} from '../../text/bytes.ts';
import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {countAt} from '../scene.ts';

const pageBytes = 8192;
/** Share of the WAL pages for which there was no room, and how many they must be. */
const worthALook = 0.1;
const many = 16;

/** 18 counts how often there was no room in wal_buffers, so that the query itself had to write the log. */
export const walBuffersFull: Rule = {
	name: 'wal-buffers-full',
	find: ({ran}) => {
		const [root] = ran;
		const full = root === undefined ? 0 : countAt(root.raw, 'WAL Buffers Full') ?? 0;
		const bytes = root === undefined ? 0 : countAt(root.raw, 'WAL Bytes') ?? 0;
		const share = bytes === 0 ? 0 : Math.min(1, full * pageBytes / bytes);
		if (full < many || share < worthALook) {
			return [];
		}

		return [{
			nodeId: ran.find(({nodeType}) => nodeType === 'ModifyTable')?.id ?? null,
			title: `WAL buffers were full ${formatCount(full)} times`,
			evidence: `${formatCount(full)} times there was no room in wal_buffers, for ${formatPercent(share)} of the ${formatBytes(bytes)} of WAL, and the query had to wait until it was written.`,
			advice: 'Raise wal_buffers (16MB is the most that Postgres chooses by itself; it needs a restart).',
			savesMs: null,
			severity: 'low' as const,
		}];
	},
};
