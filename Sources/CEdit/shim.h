#pragma once
// Libedit's settings take a varying number of arguments, which Swift cannot call: each one that is used has a function
// here.

#include <histedit.h>
#include <stdio.h>
