import {createHash} from 'node:crypto';

/** What Postgres keeps of a name: NAMEDATALEN - 1 bytes. */
const longest = 63;

/** The name of a partition's part of an index: the same every time, so that what an interrupted build has left is found again. Too long ones are cut, and told apart by a mark. */
export function partitionIndexName(index: string, partition: string): string {
	const whole = `${index}_${partition}`;
	if (Buffer.byteLength(whole) <= longest) {
		return whole;
	}

	const mark = `_${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`;
	let cut = whole;
	while (Buffer.byteLength(cut) + mark.length > longest) {
		cut = [...cut].slice(0, -1).join('');
	}

	return `${cut}${mark}`;
}
