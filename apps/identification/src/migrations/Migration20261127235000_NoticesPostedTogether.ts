import { Migration } from '@mikro-orm/migrations';
import { noticePostingTables } from '@jingzhun/notices';

/** 张贴单: notices of one village, one kind and one day that hang as one paper. */
export class Migration20261127235000_NoticesPostedTogether extends Migration {
  override up(): void {
    for (const statement of noticePostingTables('identification')) this.addSql(statement);
  }
}
