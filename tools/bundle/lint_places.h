#pragma once
// Where places are, and where nobody may read where they are.

#include "content.h"

void lint_places(struct content *content);
void lint_safety(struct content *content);
void lint_town(struct content *content); // whether the map leads to them (lint_town.c)
