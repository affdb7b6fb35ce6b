export const outsideListsPlace = '/finance/outside-lists';
export const outsideListPlace = (id: string): string => `${outsideListsPlace}/${id}`;
