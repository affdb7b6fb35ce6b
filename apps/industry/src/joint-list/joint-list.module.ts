import { Module } from '@nestjs/common';
import { JointListController } from './joint-list.controller.js';
import { JointListQueries } from './joint-list.queries.js';
import { KeepJointLists } from './keep-joint-lists.consumer.js';

@Module({ controllers: [JointListController], providers: [JointListQueries, KeepJointLists] })
export class JointListModule {}
